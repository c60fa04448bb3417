import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { FrameError } from '../wire/fields.ts';
import { FrameSplitter } from '../wire/frame-stream.ts';
import {
  decodeOwnerFrame,
  type HolderVersions,
  holderVersions,
  type OwnerFrame,
  speaks,
} from '../wire/owner-frames.ts';
import { maxPtys } from './descriptors.ts';
import { Holding } from './holding.ts';
import { Owner } from './owner.ts';

const HELLO_PATIENCE_MS = 5_000;
const IDLE_MS = 10_000;
const MAX_CONNECTIONS = 8;

/** How a holder is run. */
export interface HolderOptions {
  /** The runtime folder: ours, and closed to others. */
  readonly folder: string;
  /** How long it stays with no terminal and no owner; 10 s by default. */
  readonly idleMs?: number;
  /** What it speaks. Default: what this stet does. */
  readonly versions?: HolderVersions;
  /** Called when it can be reached. */
  readonly ready: () => void;
  readonly log: (line: string) => void;
  /** Ends every program and the holder. */
  readonly signal: AbortSignal;
}

/** Listens for owners, and lets one at a time have what is held. */
export class HolderServer {
  readonly #options: HolderOptions;
  readonly #server: Server;
  readonly #holding: Holding;
  #owner: Owner | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #path = '';
  #inode: number | undefined;
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

  /** Lets the owner go: that is how it knows that the holder has left nothing behind. */
  dismiss(): void {
    this.#owner?.end();
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
    this.#path = path;
    this.#inode = inodeOf(path);
    ready();
    this.#watchIdle();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
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
    const versions = this.#options.versions ?? holderVersions;
    const isSpoken = speaks(versions, frame.version);
    const version = isSpoken ? frame.version : versions.newest;
    owner.send({ kind: 'welcome', version, pid: process.pid });
    if (!isSpoken) throw new FrameError(`It speaks version ${frame.version}`);
    this.#owner?.replace();
    this.#owner = owner;
    clearTimeout(this.#idleTimer);
    return owner;
  }

  #disown(): void {
    this.#owner?.replace();
    this.#owner = undefined;
    this.#watchIdle();
  }

  #watchIdle(): void {
    clearTimeout(this.#idleTimer);
    if (this.#owner !== undefined) return;
    this.#idleTimer = setTimeout(() => this.#endUnlessNeeded(), this.#options.idleMs ?? IDLE_MS);
  }

  /** What has ended is kept for the next owner, for as long as one can come. */
  #endUnlessNeeded(): void {
    const canBeReached = inodeOf(this.#path) === this.#inode;
    const isNeeded = this.#holding.all.some(({ isEnded }) => canBeReached || !isEnded);
    if (isNeeded) this.#watchIdle();
    else this.#end();
  }

  #end(): void {
    clearTimeout(this.#idleTimer);
    this.#server.close();
    this.#markEnded();
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
