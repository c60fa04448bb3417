import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FollowedProgram } from './testing/followed-program.ts';
import { PrivateHolder, untilOrFail } from './testing/private-holder.ts';
import { FrameSplitter } from './wire/frame-stream.ts';
import { decodeHolderFrame, encodeHolderFrame, type HolderFrame } from './wire/holder-frames.ts';
import { decodeOwnerFrame, encodeOwnerFrame, type OwnerFrame } from './wire/owner-frames.ts';

const id = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
const number = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const bytes = fc.uint8Array({ maxLength: 64 }).map((array) => Buffer.from(array));
const size = fc.record({ columns: number, rows: number });

const ownerFrame: fc.Arbitrary<OwnerFrame> = fc.oneof(
  fc.record({ kind: fc.constant('hello' as const), version: number }),
  fc.record({ kind: fc.constantFrom('list', 'notes', 'stop'), request: number }),
  fc.record({
    kind: fc.constant('spawn' as const),
    request: number,
    id,
    start: fc.record({
      file: id,
      argv: fc.array(id),
      cwd: id,
      env: fc.array(id),
      size,
      about: bytes,
    }),
  }),
  fc.record({ kind: fc.constant('follow' as const), id }),
  fc.record({ kind: fc.constant('taken' as const), id, upTo: number }),
  fc.record({ kind: fc.constant('write' as const), request: number, id, bytes }),
  fc.record({ kind: fc.constant('answer' as const), id, bytes, upTo: number }),
  fc.record({
    kind: fc.constant('keep' as const),
    id,
    offset: number,
    resizes: number,
    state: bytes,
  }),
  fc.record({ kind: fc.constant('resize' as const), id, size }),
  fc.record({
    kind: fc.constant('signal' as const),
    request: number,
    id,
    signal: id,
    target: fc.constantFrom('session', 'foreground'),
  }),
  fc.record({ kind: fc.constant('forget' as const), request: number, id }),
  fc.record({ kind: fc.constant('note' as const), name: id, bytes }),
);

const holderFrame: fc.Arbitrary<HolderFrame> = fc.oneof(
  fc.record({ kind: fc.constant('welcome' as const), version: number, pid: number }),
  fc.record({
    kind: fc.constant('held' as const),
    request: number,
    pty: fc.record({
      id,
      pid: number,
      about: bytes,
      size,
      state: bytes,
      keptTo: number,
      answeredTo: number,
      writtenTo: number,
    }),
  }),
  fc.record({ kind: fc.constant('noted' as const), request: number, name: id, bytes }),
  fc.record({ kind: fc.constant('done' as const), request: number, result: number }),
  fc.record({
    kind: fc.constant('failed' as const),
    request: number,
    code: id,
    message: id,
    hint: id,
  }),
  fc.record({ kind: fc.constant('output' as const), id, offset: number, bytes }),
  fc.record({ kind: fc.constant('resized' as const), id, number, size }),
  fc.record({
    kind: fc.constant('exited' as const),
    id,
    exit: fc.record({ code: number, signal: number, at: number }),
  }),
  fc.record({ kind: fc.constant('ended' as const), id }),
);

test('every frame comes out as it went in, wherever the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(ownerFrame), fc.integer({ min: 1, max: 50 }), (frames, step) => {
      const cut = split(Buffer.concat(frames.map(encodeOwnerFrame)), step);
      expect(cut.map(decodeOwnerFrame)).toEqual(frames);
    }),
  );
  fc.assert(
    fc.property(fc.array(holderFrame), fc.integer({ min: 1, max: 50 }), (frames, step) => {
      const cut = split(Buffer.concat(frames.map(encodeHolderFrame)), step);
      expect(cut.map(decodeHolderFrame)).toEqual(frames);
    }),
  );
});

test('anything else is a FrameError and nothing worse', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (noise) => {
      expect(['OwnerFrame', 'FrameError']).toContain(whatIs(Buffer.from(noise)));
    }),
    { numRuns: 2_000 },
  );
});

function whatIs(body: Buffer): string {
  try {
    decodeOwnerFrame(body);
    return 'OwnerFrame';
  } catch (failure) {
    return failure instanceof Error ? failure.name : String(failure);
  }
}

const hello = encodeOwnerFrame({ kind: 'hello', version: 1 });

test.each([
  ['noise', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['a frame of 4 GiB', Buffer.from('ffffffff00', 'hex')],
  ['an empty frame', Buffer.from('00000000', 'hex')],
  ['a request before hello', encodeOwnerFrame({ kind: 'list', request: 1 })],
  ['a hello of another version', encodeOwnerFrame({ kind: 'hello', version: 99 })],
  ['a kind that nobody knows', Buffer.concat([hello, Buffer.from('00000001ff', 'hex')])],
  ['a frame that is too short', Buffer.concat([hello, Buffer.from('000000020441', 'hex')])],
  [
    'a frame that is too long',
    Buffer.concat([hello, Buffer.from('0000000a010000000000000000ff', 'hex')]),
  ],
])('%s closes that connection and harms nothing else', async (_, noise) => {
  await using world = await PrivateHolder.make();
  const program = await world.run(['cat']);
  const socket = connect(join(world.folder, 'holder.sock'));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.resume().write(noise);
  await closed;
  const holder = await world.reconnect();
  await holder.write(program.id, Buffer.from('well\n'));
  const again = new FollowedProgram(program.id);
  holder.follow(program.id, again);
  await again.untilText('well\r\nwell');
  expect(program.exit).toBeUndefined();
});

test('half a frame, and a crowd that says nothing, do not hold up the owner', async () => {
  await using world = await PrivateHolder.make();
  const crowd = Array.from({ length: 30 }, () => connect(join(world.folder, 'holder.sock')));
  for (const socket of crowd) socket.on('error', () => undefined);
  crowd[0]?.write(hello.subarray(0, 7));
  const program = await world.run(['cat']);
  await world.holder.write(program.id, Buffer.from('well\n'));
  await program.untilText('well\r\nwell');
  expect(await world.holder.list()).toHaveLength(1);
  for (const socket of crowd) socket.destroy();
});

test('an owner that takes nothing is sent 256 KiB of a flood, and all of others', async () => {
  await using world = await PrivateHolder.make();
  const flood = await world.spawn(['sh', '-c', 'stty raw; head -c 4000000 /dev/zero']);
  const quiet = await world.spawn(['cat']);
  await world.holder[Symbol.asyncDispose]();
  const owner = new RawOwner(connect(join(world.folder, 'holder.sock')));
  owner.send({ kind: 'hello', version: 1 }, { kind: 'follow', id: flood.id });
  await untilOrFail('the credit is used up', () => owner.received(flood.id) === 256 * 1024);
  const text = Buffer.from('well\n');
  owner.send(
    { kind: 'follow', id: quiet.id },
    { kind: 'write', request: 1, id: quiet.id, bytes: text },
  );
  await untilOrFail('the other one is told', () => owner.received(quiet.id) === 12);
  expect(owner.received(flood.id)).toBe(256 * 1024);
  owner.send({ kind: 'taken', id: flood.id, upTo: 100 * 1024 });
  await untilOrFail('it goes on', () => owner.received(flood.id) === 356 * 1024);
  owner.socket.destroy();
});

/** An owner that acknowledges only what it is told to. */
class RawOwner {
  readonly socket: Socket;
  readonly #received = new Map<string, number>();

  constructor(socket: Socket) {
    this.socket = socket;
    const splitter = new FrameSplitter();
    socket.on('data', (chunk) => {
      for (const frame of splitter.push(chunk).map(decodeHolderFrame)) {
        if (frame.kind !== 'output') continue;
        this.#received.set(frame.id, this.received(frame.id) + frame.bytes.length);
      }
    });
  }

  received(from: string): number {
    return this.#received.get(from) ?? 0;
  }

  send(...frames: readonly OwnerFrame[]): void {
    for (const frame of frames) this.socket.write(encodeOwnerFrame(frame));
  }
}

function split(stream: Buffer, step: number): readonly Buffer[] {
  const splitter = new FrameSplitter();
  const frames: Buffer[] = [];
  for (let at = 0; at < stream.length; at += step) {
    frames.push(...splitter.push(stream.subarray(at, at + step)));
  }
  return frames;
}
