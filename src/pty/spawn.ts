import { closeSync, constants, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { StetError } from '../base/errors.ts';
import type { PtySize, PtyStart } from './holder.ts';
import { execution } from './program/execution.ts';

/** A program on a new pseudo-terminal. */
export interface StartedPty {
  readonly pid: number;
  /** The descriptor that reads and writes the terminal. It never blocks. */
  readonly master: number;
  /** The path of the terminal's device. */
  readonly device: string;
  /**
   * Lets go of the device. A terminal ends when nobody has its device open, and a program may well
   * close all of its own descriptors and open /dev/tty later: until it exits, we have it open too.
   */
  readonly release: () => void;
}

/** The part of node-pty's binding that is called here (microsoft/node-pty, src/unix/pty.cc). */
interface Binding {
  readonly fork: (
    file: string,
    args: readonly string[],
    env: readonly string[],
    cwd: string,
    columns: number,
    rows: number,
    userId: -1,
    groupId: -1,
    isUtf8: boolean,
    helper: '',
    exited: (code: number, signal: number) => void,
  ) => { readonly fd: number; readonly pid: number; readonly pty: string };
  readonly resize: (fd: number, columns: number, rows: number, width: 0, height: 0) => void;
}

let loaded: Binding | undefined;

/**
 * Starts a program on a new pseudo-terminal, as the leader of a new session. It inherits no
 * descriptor but the terminal. `exited` is called once, never before this returns.
 * @throws StetError SPAWN_FAILED, PLATFORM_UNSUPPORTED
 */
export function startOnPty(
  start: PtyStart,
  exited: (code: number, signal: number) => void,
): StartedPty {
  const { fork } = binding();
  const { name, args, env, cwd } = execution(start);
  const { columns, rows } = start.size;
  try {
    const { fd, pid, pty } = fork(name, args, env, cwd, columns, rows, -1, -1, true, '', exited);
    return { pid, master: fd, device: pty, release: openDevice(fd, pty) };
  } catch (failure) {
    throw new StetError('SPAWN_FAILED', `Cannot open a terminal for ${JSON.stringify(name)}`, {
      cause: failure,
      hint: 'The system has no room for another terminal or process; end some first',
    });
  }
}

/** Returns how to close it. When it cannot be opened, the terminal is closed and its program ends. */
function openDevice(master: number, path: string): () => void {
  try {
    const device = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    return once(() => closeSync(device));
  } catch (failure) {
    closeSync(master);
    throw failure;
  }
}

/** Tells the terminal, and so the program, its new size. */
export function resizePty(master: number, { columns, rows }: PtySize): void {
  binding().resize(master, columns, rows, 0, 0);
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

function binding(): Binding {
  loaded ??= loadBinding();
  return loaded;
}

/** The package for this platform exports JavaScript only; the binding lies beside it. */
function loadBinding(): Binding {
  const target = `${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const chooser = createRequire(require.resolve('@lydell/node-pty'));
    const chosen = createRequire(chooser.resolve(`@lydell/node-pty-${target}`));
    const found: unknown = chosen(`../prebuilds/${target}/pty.node`);
    if (isBinding(found)) return found;
    throw new Error('The binding lacks fork or resize');
  } catch (cause) {
    const message = `Cannot load the terminal binding for ${target}`;
    throw new StetError('PLATFORM_UNSUPPORTED', message, { cause });
  }
}

function isBinding(found: unknown): found is Binding {
  return typeof found === 'object' && found !== null && 'fork' in found && 'resize' in found;
}
