import type { Socket } from 'node:net';
import { StetError } from '../../base/errors.ts';
import { encodeHolderFrame, type HolderFrame } from '../wire/holder-frames.ts';
import type { OwnerFrame } from '../wire/owner-frames.ts';
import { Delivery } from './delivery.ts';
import type { Holding } from './holding.ts';
import type { LivePty } from './live-pty.ts';

/** No more than this waits in the socket, so that what is small and urgent is never far behind. */
const MAX_WAITING_BYTES = 256 * 1024;

type Request = Extract<OwnerFrame, { readonly request: number }>;

/** The one connection that may ask for things, as long as no other takes over. */
export class Owner {
  readonly #socket: Socket;
  readonly #holding: Holding;
  #deliveries: Delivery[] = [];
  #isScheduled = false;

  constructor(socket: Socket, holding: Holding) {
    this.#socket = socket;
    this.#holding = holding;
    socket.on('drain', () => this.deliver());
  }

  /** Ends the connection: another owner has come, or this one has gone. */
  replace(): void {
    this.#unfollow();
    this.#socket.destroy();
  }

  /** Ends the connection when everything is sent. */
  end(): void {
    this.#unfollow();
    this.#socket.end();
  }

  send(frame: HolderFrame): void {
    if (this.#socket.writable) this.#socket.write(encodeHolderFrame(frame));
  }

  /** Passes on what there is to tell, soon: much of it comes in small pieces. */
  deliver(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#sendInTurn();
    });
  }

  take(frame: OwnerFrame): void {
    if ('request' in frame) void this.#answer(frame);
    else this.#note(frame);
  }

  /** Everybody has one frame before anybody has the next; who was served goes to the end. */
  #sendInTurn(): void {
    for (let silent = 0; silent < this.#deliveries.length;) {
      if (this.#socket.writableLength > MAX_WAITING_BYTES) return;
      const [delivery] = this.#deliveries.splice(0, 1);
      if (delivery === undefined) return;
      this.#deliveries.push(delivery);
      const frame = delivery.next();
      if (frame !== undefined) this.send(frame);
      silent = frame === undefined ? silent + 1 : 0;
    }
  }

  async #answer(frame: Request): Promise<void> {
    const { request } = frame;
    try {
      this.send({ kind: 'done', request, result: await this.#perform(frame) });
    } catch (failure) {
      this.send({ kind: 'failed', request, ...asFields(failure) });
      if (!(failure instanceof StetError)) throw failure;
    }
  }

  async #perform(frame: Request): Promise<number> {
    const { request } = frame;
    switch (frame.kind) {
      case 'list':
        for (const pty of this.#holding.all) this.send({ kind: 'held', request, pty: pty.held });
        return 0;
      case 'notes':
        for (const [name, bytes] of this.#holding.notes) {
          this.send({ kind: 'noted', request, name, bytes });
        }
        return 0;
      case 'stop':
        await this.#holding.stop();
        return 0;
      case 'spawn':
        return this.#holding.spawn(frame.id, frame.start).pid;
      case 'write':
        this.#holding.write(frame.id, frame.bytes);
        return 0;
      case 'signal':
        return Number(this.#holding.signal(frame.id, frame.signal, frame.target));
      case 'forget':
        await this.#forget(frame.id);
        return 0;
    }
  }

  #deliveryOf(pty: LivePty): Delivery | undefined {
    return this.#deliveries.find((delivery) => delivery.pty === pty);
  }

  #unfollow(): void {
    for (const { pty } of this.#deliveries) pty.sentTo(undefined);
    this.#deliveries = [];
  }

  async #forget(id: string): Promise<void> {
    this.#deliveries = this.#deliveries.filter(({ pty }) => pty.id !== id);
    await this.#holding.forget(id);
  }

  #note(frame: Exclude<OwnerFrame, Request>): void {
    if (frame.kind === 'hello') return;
    if (frame.kind === 'note') return this.#holding.note(frame.name, frame.bytes);
    const pty = this.#holding.find(frame.id);
    if (pty === undefined) return;
    switch (frame.kind) {
      case 'follow':
        if (this.#deliveryOf(pty) === undefined) this.#deliveries.push(new Delivery(pty));
        return this.deliver();
      case 'taken':
        this.#deliveryOf(pty)?.taken(frame.upTo);
        return this.deliver();
      case 'answer':
        return pty.answer(frame.bytes, frame.upTo);
      case 'keep':
        return pty.keep(frame.offset, frame.resizes, frame.state);
      case 'resize':
        return pty.resize(frame.size);
    }
  }
}

/** A bug has no code; who asked is told, and it goes on to the boundary of the process. */
function asFields(failure: unknown): { code: string; message: string; hint: string } {
  if (failure instanceof StetError) {
    const { code, message, hint } = failure;
    return { code, message, hint };
  }
  return { code: '', message: String(failure), hint: '' };
}
