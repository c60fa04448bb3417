import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import type { Call } from '../../os/call.ts';
import type { Instance } from './instance.ts';
import { Patience } from './patience.ts';
import { writtenTexts } from './written-texts.ts';

const Request = z.object({
  do: z.string(),
  window: z.number().default(0),
  windows: z.array(z.number()).default([]),
  into: z.string().default(''),
  tellsAt: z.string().default(''),
});
type Request = z.output<typeof Request>;

let folder = '';
let servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-texts-'));
});

afterEach(async () => {
  for (const server of servers) server.close();
  servers = [];
  await rm(folder, { recursive: true });
});

/** A kitty's own socket, where whatever is asked is answered by `answer`. */
async function kitty(answer: (request: Request) => object | Promise<object>): Promise<Instance> {
  const socket = join(folder, 'kitty.sock');
  const server = createServer((caller) => {
    caller.once('data', (text: Buffer) => {
      const request = Request.parse(JSON.parse(text.toString()));
      void Promise.resolve(answer(request)).then((told) => caller.end(`${JSON.stringify(told)}\n`));
    });
  });
  servers.push(server);
  server.listen(socket);
  await once(server, 'listening');
  return {
    address: socket,
    pid: process.pid,
    epoch: { bootId: '', pid: 1, startTime: 1 },
    ways: [{ kind: 'service', socket }],
    children: async () => [],
    patience: new Patience(),
  };
}

/** Writes a pane as the part of stet inside kitty does, and tells so. */
function written(path: string, text: string): object {
  writeFileSync(path, text);
  const facts = { stamp: 's', historyBytes: 0, continues: false, cursor: 0, isAlternate: false };
  return { ok: true, data: facts };
}

const call: Call = {
  signal: new AbortController().signal,
  now: Date.now,
  entropy: (sizeBytes) => new Uint8Array(sizeBytes),
  patienceMs: 200,
  progress: () => undefined,
};

async function texts(instance: Instance, ids: readonly number[]): Promise<readonly string[]> {
  const found = [];
  for await (const { id, bytes } of writtenTexts(instance, ids, { folder, call }))
    found.push(`${id} ${bytes.toString()}`);
  return found;
}

/** Tells of each pane once it is allowed to. */
function tell(asker: Socket, { windows, into }: Request): void {
  const left = [...windows];
  asker.on('data', (allowed: Buffer) => {
    for (const id of left.splice(0, allowed.length)) {
      const told =
        id % 7 === 0 ? { ok: true, data: null } : written(join(into, String(id)), `pane ${id}`);
      asker.write(`${JSON.stringify(told)}\n`);
    }
  });
}

test('kitty writes panes one after the other as far as it may; closed ones are left out', async () => {
  const ids = Array.from({ length: 60 }, (_, at) => at + 1);
  const instance = await kitty((request) => {
    tell(createConnection(request.tellsAt), request);
    return { ok: true, data: null };
  });
  expect(await texts(instance, ids)).toEqual(
    ids.filter((id) => id % 7 !== 0).map((id) => `${id} pane ${id}`),
  );
});

test('a kitty with an older part of stet is asked for one pane after the other', async () => {
  const instance = await kitty((request) =>
    request.do === 'text'
      ? written(request.into, 'asked for')
      : { ok: false, error: "KeyError: 'texts'" },
  );
  expect(await texts(instance, [1, 2])).toEqual(['1 asked for', '2 asked for']);
});

test('one that was silent when it was asked, and comes late, writes nothing', async () => {
  const instance = await kitty(async (request) => {
    const asker = createConnection(request.tellsAt);
    await once(asker, 'connect');
    const late = createConnection(request.tellsAt);
    late.on('error', () => undefined);
    late.once('data', () => writeFileSync(join(request.into, '1'), 'late'));
    await once(late, 'close');
    tell(asker, request);
    return { ok: true, data: null };
  });
  expect(await texts(instance, [1, 2, 3])).toEqual(['1 pane 1', '2 pane 2', '3 pane 3']);
});

test('a kitty that hangs or ends in the middle is told of by its name', async () => {
  const asked: Socket[] = [];
  const instance = await kitty((request) => {
    const asker = createConnection(request.tellsAt);
    asked.push(asker);
    tell(asker, { ...request, windows: [1] });
    return { ok: true, data: null };
  });
  await expect(texts(instance, [1, 2])).rejects.toMatchObject({ code: 'HOST_HANGS' });
  const ended = texts(instance, [1, 2]);
  asked.length = 0;
  await expect.poll(() => asked.length).toBe(1);
  for (const server of servers) server.close();
  asked[0]?.destroy();
  await expect(ended).rejects.toMatchObject({ code: 'HOST_DIED' });
});

test('what a kitty has not told before it hung up is asked for, one pane after the other', async () => {
  const instance = await kitty((request) => {
    if (request.do === 'text') return written(request.into, 'asked for');
    const asker = createConnection(request.tellsAt);
    asker.once('data', () => {
      const told = [1, 2].map((id) => written(join(request.into, String(id)), `pane ${id}`));
      asker.end(told.map((line) => `${JSON.stringify(line)}\n`).join(''));
    });
    return { ok: true, data: null };
  });
  expect(await texts(instance, [1, 2, 3, 4])).toEqual([
    '1 pane 1',
    '2 pane 2',
    '3 asked for',
    '4 asked for',
  ]);
});

test('kitty is allowed no more than it was asked for: it hangs up after the last one', async () => {
  let allowed = 0;
  let isOver = false;
  const instance = await kitty((request) => {
    const asker = createConnection(request.tellsAt);
    asker.on('data', ({ length }: Buffer) => {
      allowed += length;
    });
    asker.once('close', () => {
      isOver = true;
    });
    tell(asker, request);
    return { ok: true, data: null };
  });
  await texts(instance, [1, 2, 3, 4, 5, 6]);
  await expect.poll(() => isOver).toBe(true);
  expect(allowed).toBe(6);
});
