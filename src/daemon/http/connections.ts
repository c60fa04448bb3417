import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { StetError } from '../../base/errors.ts';
import { refuseConnection } from './refuse-connection.ts';

/** More than all that a person or an agent runs at once; far fewer than would hurt. */
export const MAX_CONNECTIONS = 512;
/** One that is refused may read so long why; more of them are hung up on. */
const REFUSED_MS = 1_000;
const MAX_REFUSED = 256;
/** So long the server goes on answering as it closes. What waits for something takes longer, and is asked again. */
const LAST_ANSWERS_MS = 250;

/** Who is connected, and who of them is being answered. */
export class Connections {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #refused = new Set<Duplex>();
  /** Those that are terminals now, and no requests come from. */
  readonly #terminals = new WeakSet<Duplex>();
  readonly #answering = new Map<Socket, ServerResponse>();
  #isClosing = false;
  #answered: () => void = () => undefined;

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#admit(socket));
    server.on('upgrade', (_, socket) => this.#terminals.add(socket));
  }

  get size(): number {
    return this.#open.size;
  }

  has(socket: Socket): boolean {
    return this.#open.has(socket);
  }

  /**
   * Tells a failure to a connection that gets no further. It is closed once the caller has hung up:
   * one that still sends would find it broken, and never read why.
   */
  refuse(socket: Duplex, failure: unknown): void {
    if (this.#refused.has(socket)) return;
    refuseConnection(socket, failure);
    const isCrowded = this.#refused.size >= MAX_REFUSED;
    this.#refused.add(socket);
    const timer = setTimeout(() => socket.destroy(), isCrowded ? 0 : REFUSED_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      this.#refused.delete(socket);
    });
    socket.resume();
  }

  /** Notes that a request is being answered. */
  answering(response: ServerResponse): void {
    const { socket } = response.req;
    this.#answering.set(socket, response);
    response.once('close', () => {
      this.#answering.delete(socket);
      if (!this.#isClosing) return;
      socket.destroySoon();
      if (this.#answering.size === 0) this.#answered();
    });
  }

  /**
   * Ends them all. Requests that were read are answered first, as far as that is soon done; one that
   * was not is hung up on unread, by which its sender knows that it can be sent again.
   */
  async close(): Promise<void> {
    this.#isClosing = true;
    const closed = new Promise<void>((resolve) => void this.#server.close(() => resolve()));
    for (const response of this.#answering.values()) {
      if (!response.headersSent) response.setHeader('connection', 'close');
    }
    for (const socket of this.#open) {
      if (this.#terminals.has(socket)) socket.destroySoon();
      else if (!this.#answering.has(socket)) socket.destroy();
    }
    if (this.#answering.size > 0) await this.#lastAnswers();
    for (const socket of this.#open) socket.destroySoon();
    for (const socket of this.#refused) socket.destroy();
    await closed;
  }

  async #lastAnswers(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LAST_ANSWERS_MS);
      this.#answered = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #admit(socket: Socket): void {
    if (this.#open.size >= MAX_CONNECTIONS) {
      const message = `Cannot serve more than ${MAX_CONNECTIONS} connections`;
      this.refuse(socket, new StetError('DAEMON_BUSY', message));
      return;
    }
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
  }
}
