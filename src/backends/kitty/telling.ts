import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { StetError } from '../../base/errors.ts';
import { type Call, within } from '../../os/call.ts';
import { errnoOf } from '../../os/errno.ts';
import { PATIENCE_MS } from './ask.ts';
import { failureOf } from './remote-control.ts';

/** A socket of ours on which one kitty tells line by line what it has done, as far as it is allowed to. */
export class Telling {
  readonly path: string;
  readonly #server: Server;
  readonly #lines: string[] = [];
  #kitty: Socket | undefined;
  /** So many things more may be allowed. */
  #left: number;
  #allowed = 0;
  #half = '';
  #isOver = false;
  #wake: () => void = () => undefined;

  private constructor(server: Server, path: string, things: number) {
    this.#server = server;
    this.path = path;
    this.#left = things;
    server.on('connection', (kitty) => this.#hear(kitty));
  }

  /** Of so many things. Undefined where no socket can be made: a path may be too long for one. */
  static async open(path: string, things: number): Promise<Telling | undefined> {
    const server = createServer();
    try {
      server.listen(path);
      await once(server, 'listening');
      return new Telling(server, path, things);
    } catch (failure) {
      if (errnoOf(failure) === undefined) throw failure;
      return undefined;
    }
  }

  /**
   * Lets kitty do so many things more, as far as there are any: kitty hangs up after the last one,
   * and a write to one that has hung up loses what it told and nobody has read.
   */
  allow(count: number): void {
    const more = Math.min(count, this.#left);
    if (more === 0) return;
    this.#left -= more;
    this.#allowed += more;
    this.#kitty?.write('.'.repeat(more));
  }

  /** @throws StetError HOST_HANGS, HOST_DIED */
  async next(address: string, call: Call): Promise<string> {
    const timeoutMs = Math.min(PATIENCE_MS, call.patienceMs);
    return within(call, timeoutMs, async ({ signal }) => this.#line(address, signal)).catch(
      (failure: unknown) => {
        call.signal.throwIfAborted();
        throw failureOf(address, failure, timeoutMs);
      },
    );
  }

  close(): void {
    this.#kitty?.destroy();
    this.#server.close();
  }

  async #line(address: string, signal: AbortSignal): Promise<string> {
    for (;;) {
      const line = this.#lines.shift();
      if (line !== undefined) return line;
      if (this.#isOver)
        throw new StetError('HOST_DIED', `kitty at ${JSON.stringify(address)} hung up`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      signal.throwIfAborted();
    }
  }

  /** Only the first that comes: one that was asked and was silent may do so late. */
  #hear(kitty: Socket): void {
    if (this.#kitty !== undefined) return void kitty.destroy();
    this.#kitty = kitty;
    if (this.#allowed > 0) kitty.write('.'.repeat(this.#allowed));
    kitty.setEncoding('utf8');
    kitty.on('data', (text: string) => {
      const [first = '', ...more] = text.split('\n');
      const lines = [this.#half + first, ...more];
      this.#half = lines.pop() ?? '';
      this.#lines.push(...lines);
      this.#wake();
    });
    // What kitty's death means is for whoever waits for its next line.
    kitty.on('error', () => undefined);
    kitty.on('close', () => {
      this.#isOver = true;
      this.#wake();
    });
  }
}
