import { readlinkSync, statSync } from 'node:fs';
import { textOf } from './bytes.ts';
import { readKernelFile } from './kernel-file.ts';
import { isDeleted, readProcess } from './process-table.ts';

/** Where a standard stream of a program leads when that is not its terminal. */
export type Redirection =
  | {
      readonly kind: 'file';
      readonly stream: StreamNumber;
      readonly path: string;
      /** `write`: from the start of the file; whoever opens it so again empties it. */
      readonly mode: 'read' | 'append' | 'write';
    }
  /** Standard error goes where standard output goes. */
  | { readonly kind: 'joined'; readonly stream: 2 }
  /** Nobody can open it again; `what` says why. */
  | { readonly kind: 'gone'; readonly stream: StreamNumber; readonly what: string };

export type StreamNumber = 0 | 1 | 2;

/** One standard stream as the kernel shows it. A closed one passes for the terminal. */
export type Stream =
  | { readonly kind: 'terminal' }
  | { readonly kind: 'pipe'; readonly name: string }
  | Extract<Redirection, { readonly kind: 'file' | 'gone' }>;

/** The three standard streams of a process. */
export type StandardStreams = readonly [input: Stream, output: Stream, error: Stream];

/** @param terminal the device number of the terminal that the process is on */
export function standardStreams(pid: number, terminal: number): StandardStreams {
  const of = (stream: StreamNumber): Stream => streamOf(pid, stream, terminal);
  return [of(0), of(1), of(2)];
}

function streamOf(pid: number, stream: StreamNumber, terminal: number): Stream {
  const link = `/proc/${pid}/fd/${stream}`;
  const bytes = readProcess(() => readlinkSync(link, { encoding: 'buffer' }));
  if (bytes === undefined) return { kind: 'terminal' };
  const path = textOf(bytes);
  const gone = (what: string): Stream => ({ kind: 'gone', stream, what });
  if (path.startsWith('pipe:')) return { kind: 'pipe', name: path };
  if (!path.startsWith('/')) return gone(path.startsWith('socket:') ? 'a socket' : path);
  // Only devices and what may have been deleted are looked at: a file's server may not answer.
  if (path.startsWith('/dev/') && path !== '/dev/null' && !path.startsWith('/dev/shm/')) {
    const device = readProcess(() => statSync(link))?.rdev;
    const isOwn = path === '/dev/tty' || device === terminal;
    return isOwn ? { kind: 'terminal' } : gone(path);
  }
  if (isDeleted(path, link)) return gone('a file that was deleted');
  return { kind: 'file', stream, path, mode: modeOf(pid, stream) };
}

function modeOf(pid: number, stream: StreamNumber): 'read' | 'append' | 'write' {
  if (stream === 0) return 'read';
  const facts = readProcess(() => readKernelFile(`/proc/${pid}/fdinfo/${stream}`)) ?? '';
  const flags = Number.parseInt(/^flags:\s*([0-7]+)/m.exec(facts)?.[1] ?? '0', 8);
  return (flags & APPEND) === 0 ? 'write' : 'append';
}

/** O_APPEND of Linux, on every processor that Node runs on. */
const APPEND = 0o2000;
