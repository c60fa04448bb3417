import { run } from './run.ts';
import { processStat } from './process-table.ts';

/** What the line discipline of a terminal does (termios(3)). */
export interface TtyFlags {
  /** ECHO: what is typed shows at once. */
  readonly echo: boolean;
  /** ICANON: the program gets whole lines. */
  readonly canonical: boolean;
  /** ISIG: Ctrl-C is a signal. */
  readonly signals: boolean;
  /** OPOST: line feeds go out as carriage return and line feed. */
  readonly processesOutput: boolean;
}

const PTS_MAJOR = 136;
const PTS_MAJORS = 8;
const SILENCE_MS = 2000;

/** The path of the pseudo-terminal that a process is on; undefined without one. */
export async function terminalOf(pid: number): Promise<string | undefined> {
  const device = (await processStat(pid))?.terminal ?? 0;
  // new_encode_dev of the kernel: the minor number stands in bits 0 to 7 and 20 to 31.
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
  if (major < PTS_MAJOR || major >= PTS_MAJOR + PTS_MAJORS) return undefined;
  return `/dev/pts/${(major - PTS_MAJOR) * 256 + minor}`;
}

/** How a terminal is set now; undefined when it is gone. */
export async function ttyFlags(path: string | undefined): Promise<TtyFlags | undefined> {
  if (path === undefined) return undefined;
  const { code, stdout } = await run({
    argv: ['stty', '-a', '-F', path],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    signal: AbortSignal.timeout(SILENCE_MS),
  });
  if (code !== 0) return undefined;
  const words = new Set(stdout.toString('latin1').split(/[\s;]+/));
  return {
    echo: words.has('echo'),
    canonical: words.has('icanon'),
    signals: words.has('isig'),
    processesOutput: words.has('opost'),
  };
}
