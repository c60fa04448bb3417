import type { Socket } from 'node:net';
import type { HeldPty, Holder, PtyFollower, PtySize, PtyStart, SignalTarget } from '../holder.ts';
import { FrameSplitter } from '../wire/frame-stream.ts';
import { decodeHolderFrame, type HolderFrame } from '../wire/holder-frames.ts';
import { encodeOwnerFrame, type OwnerFrame } from '../wire/owner-frames.ts';
import { Followed } from './followed.ts';
import { Requests } from './requests.ts';
import { Turns } from './turns.ts';

/** The holder as its owner sees it, over a connection. */
export class RemoteHolder implements Holder {
  readonly lost: Promise<void>;
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #requests = new Requests();
  readonly #turns = new Turns();
  readonly #followed = new Map<string, Followed>();
  #pid = 0;
  #isDisposed = false;

  /** Takes a connection over, from its first byte. */
  constructor(socket: Socket) {
    this.#socket = socket;
    this.lost = new Promise((resolve) => {
      socket.once('close', () => {
        this.#requests.fail();
        if (!this.#isDisposed) resolve();
      });
    });
    socket.on('error', () => undefined);
  }

  /** Becomes the owner if the holder speaks that version. Undefined when it ended meanwhile. */
  async greet(version: number): Promise<Greeting | undefined> {
    const welcome = new Promise<HolderFrame | undefined>((resolve) => {
      this.#socket.once('close', () => resolve(undefined));
      this.#socket.on('data', (chunk) => {
        for (const frame of this.#splitter.push(chunk).map(decodeHolderFrame)) {
          if (frame.kind === 'welcome') resolve(frame);
          else this.#take(frame);
        }
      });
    });
    this.#send({ kind: 'hello', version });
    const frame = await welcome;
    if (frame?.kind !== 'welcome') return undefined;
    this.#pid = frame.pid;
    return frame;
  }

  get pid(): number {
    return this.#pid;
  }

  async list(): Promise<readonly HeldPty[]> {
    const { parts } = await this.#ask((request) => ({ kind: 'list', request }));
    return parts.flatMap((part) => (part.kind === 'held' ? [part.pty] : []));
  }

  async spawn(id: string, start: PtyStart): Promise<{ readonly pid: number }> {
    const { result } = await this.#ask((request) => ({ kind: 'spawn', request, id, start }));
    return { pid: result };
  }

  follow(id: string, follower: PtyFollower): void {
    const acknowledge = (upTo: number): void => this.#send({ kind: 'taken', id, upTo });
    this.#followed.set(id, new Followed(follower, this.#turns, acknowledge));
    this.#send({ kind: 'follow', id });
  }

  pause(): void {
    this.#turns.pause();
  }

  giveWay(): Disposable {
    return this.#turns.giveWay();
  }

  async write(id: string, bytes: Uint8Array): Promise<void> {
    await this.#ask((request) => ({ kind: 'write', request, id, bytes }));
  }

  answer(id: string, bytes: Uint8Array, upTo: number): void {
    this.#send({ kind: 'answer', id, bytes, upTo });
  }

  keep(id: string, offset: number, state: Uint8Array): void {
    const resizes = this.#followed.get(id)?.resizes ?? 0;
    this.#send({ kind: 'keep', id, offset, resizes, state });
  }

  resize(id: string, size: PtySize): void {
    this.#send({ kind: 'resize', id, size });
  }

  async signal(id: string, signal: NodeJS.Signals, target: SignalTarget): Promise<boolean> {
    const ask = (request: number): OwnerFrame => ({ kind: 'signal', request, id, signal, target });
    return (await this.#ask(ask)).result === 1;
  }

  async forget(id: string): Promise<void> {
    await this.#ask((request) => ({ kind: 'forget', request, id }));
    this.#followed.delete(id);
  }

  note(name: string, bytes: Uint8Array): void {
    this.#send({ kind: 'note', name, bytes });
  }

  async readNotes(): Promise<ReadonlyMap<string, Uint8Array>> {
    const { parts } = await this.#ask((request) => ({ kind: 'notes', request }));
    return new Map(
      parts.flatMap((part) => (part.kind === 'noted' ? [[part.name, part.bytes] as const] : [])),
    );
  }

  async stop(): Promise<void> {
    await this.#ask((request) => ({ kind: 'stop', request }));
    await this.#closed();
  }

  /** Lets go of the holder; what it holds stays. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    if (this.#socket.destroyed) return;
    // What was sent arrives first.
    this.#socket.end();
    await this.#closed();
  }

  /** A holder that ends with something unread resets the connection; that closes it, too. */
  async #closed(): Promise<void> {
    if (this.#socket.closed) return;
    await new Promise((resolve) => this.#socket.once('close', resolve));
  }

  async #ask(frame: (request: number) => OwnerFrame): ReturnType<Requests['ask']> {
    return this.#requests.ask((request) => this.#send(frame(request)));
  }

  #send(frame: OwnerFrame): void {
    if (this.#socket.writable) this.#socket.write(encodeOwnerFrame(frame));
  }

  #take(frame: HolderFrame): void {
    if ('id' in frame) this.#followed.get(frame.id)?.take(frame);
    else if ('request' in frame) this.#requests.take(frame);
  }
}

/** The version that a holder answered with: another than the one asked for is one that it speaks. */
export interface Greeting {
  readonly version: number;
  readonly pid: number;
}
