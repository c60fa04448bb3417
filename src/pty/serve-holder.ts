import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { StetError } from '../base/errors.ts';
import { type LockAttempt, takeLock } from '../os/lock.ts';
import { refuseUnsafeSocket } from '../os/runtime-folder.ts';
import { maxPtys } from './server/descriptors.ts';
import { Holding } from './server/holding.ts';
import { Owner } from './server/owner.ts';
import { FrameError } from './wire/fields.ts';
import { FrameSplitter } from './wire/frame-stream.ts';
import { holderSocket, reachHolder } from './wire/reach.ts';
import { decodeOwnerFrame, HOLDER_VERSION, type OwnerFrame } from './wire/owner-frames.ts';

const LOCK_TURN_MS = 50;
const LOCK_PATIENCE_MS = 5_000;
const HELLO_PATIENCE_MS = 5_000;
const IDLE_MS = 10_000;
const MAX_CONNECTIONS = 16;

/** How a holder is run. */
export interface HolderOptions {
  /** The runtime folder: ours, and closed to others. */
  readonly folder: string;
  /** How long it stays with no terminal and no owner; 10 s by default. */
  readonly idleMs?: number;
  /** Called when it can be reached. */
  readonly ready: () => void;
  readonly log: (line: string) => void;
  /** Ends every program and the holder. */
  readonly signal: AbortSignal;
}

/**
 * Holds pseudo-terminals for whoever connects, until it is told to stop or is idle. When another
 * holder serves this folder already, that one is ready, and this one ends.
 * @throws StetError SOCKET_UNSAFE, DAEMON_UNREACHABLE; the reason of the signal
 */
export async function serveHolder(options: HolderOptions): Promise<void> {
  const lock = await takeLockUnlessServed(options);
  if (lock === undefined) return options.ready();
  const path = holderSocket(options.folder);
  try {
    // Whoever bound it has lost the lock, so is dead.
    if (refuseUnsafeSocket(path)) await rm(path);
    await new HolderServer(options).serve(path);
  } finally {
    await lock.release();
  }
}

type Lock = Extract<LockAttempt, { readonly kind: 'held' }>;

/** One holder has the lock as long as it lives; one that ends gives it back last. */
async function takeLockUnlessServed({ folder, signal }: HolderOptions): Promise<Lock | undefined> {
  for (const deadline = performance.now() + LOCK_PATIENCE_MS; ;) {
    const lock = await takeLock(join(folder, 'holder.lock'), { timeoutMs: LOCK_TURN_MS, signal });
    if (lock.kind === 'held') return lock;
    if (performance.now() > deadline) {
      throw new StetError('DAEMON_UNREACHABLE', `A holder does not answer: ${lock.holder}`);
    }
    const socket = await reachHolder(folder);
    socket?.destroy();
    if (socket !== undefined) return undefined;
  }
}

class HolderServer {
  readonly #options: HolderOptions;
  readonly #server: Server;
  readonly #holding: Holding;
  #owner: Owner | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #markEnded: () => void = () => undefined;
  readonly #ended = new Promise<void>((resolve) => {
    this.#markEnded = resolve;
  });

  constructor(options: HolderOptions) {
    this.#options = options;
    this.#holding = new Holding(maxPtys(), {
      changed: () => this.#owner?.deliver(),
      emptied: () => this.#watchIdle(),
      stopped: () => this.#end(),
    });
    this.#server = createServer((socket) => this.#welcome(socket));
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /** Resolves when the holder has ended. */
  async serve(path: string): Promise<void> {
    const { signal, ready } = this.#options;
    const stop = (): void => void this.#holding.stop();
    // The socket is born with mode 0600: listening to a path binds it before it returns.
    const before = process.umask(0o177);
    this.#server.listen(path);
    process.umask(before);
    await once(this.#server, 'listening');
    ready();
    this.#watchIdle();
    signal.addEventListener('abort', stop, { once: true });
    await this.#ended;
    signal.removeEventListener('abort', stop);
  }

  #welcome(socket: Socket): void {
    const splitter = new FrameSplitter();
    let owner: Owner | undefined;
    const late = setTimeout(() => socket.destroy(), HELLO_PATIENCE_MS);
    socket.on('data', (chunk) => {
      try {
        for (const frame of splitter.push(chunk).map(decodeOwnerFrame)) {
          clearTimeout(late);
          owner ??= this.#admit(socket, frame);
          owner.take(frame);
        }
      } catch (failure) {
        this.#options.log(`a connection is closed: ${String(failure)}`);
        socket.destroy();
      }
    });
    socket.on('error', (failure) => this.#options.log(`a connection broke: ${failure.message}`));
    socket.on('close', () => {
      clearTimeout(late);
      if (owner !== undefined && owner === this.#owner) this.#disown();
    });
  }

  #admit(socket: Socket, frame: OwnerFrame): Owner {
    if (frame.kind !== 'hello') throw new FrameError('It does not begin with hello');
    const owner = new Owner(socket, this.#holding);
    owner.send({ kind: 'welcome', version: HOLDER_VERSION, pid: process.pid });
    if (frame.version !== HOLDER_VERSION) throw new FrameError('It has another version');
    this.#owner?.replace();
    this.#owner = owner;
    clearTimeout(this.#idleTimer);
    return owner;
  }

  #disown(): void {
    this.#owner = undefined;
    this.#watchIdle();
  }

  #watchIdle(): void {
    clearTimeout(this.#idleTimer);
    if (this.#owner !== undefined || this.#holding.all.length > 0) return;
    this.#idleTimer = setTimeout(() => this.#end(), this.#options.idleMs ?? IDLE_MS);
  }

  #end(): void {
    clearTimeout(this.#idleTimer);
    this.#server.close();
    this.#owner?.end();
    this.#markEnded();
  }
}
