import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** Reads paths, and says of each what stty does, up to a line with a full stop alone. */
const SCRIPT = 'while IFS= read -r tty; do stty -a -F "$tty" 2>&1; echo .; done';
const END = '\n.\n';

/**
 * Reads how pseudo-terminals are set. Node cannot ask that itself, and to start a program from a
 * large process for each question takes too long: a small shell stands by for it.
 */
export class TtyReader implements AsyncDisposable {
  #shell: ChildProcessWithoutNullStreams | undefined = undefined;
  #answers: ((line: string) => void)[] = [];
  #text = '';

  /** The settings of the terminal that a process is on; undefined when either is gone. */
  async flagsOf(pid: number): Promise<TtyFlags | undefined> {
    const path = await terminalOf(pid);
    if (path === undefined) return undefined;
    const words = new Set((await this.#ask(path)).split(/[\s;]+/));
    if (words.size < 10) return undefined;
    return {
      echo: words.has('echo'),
      canonical: words.has('icanon'),
      signals: words.has('isig'),
      processesOutput: words.has('opost'),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const shell = this.#shell;
    if (shell === undefined) return;
    shell.stdin.end();
    if (shell.exitCode === null && shell.signalCode === null) await once(shell, 'close');
  }

  async #ask(path: string): Promise<string> {
    this.#shell ??= this.#start();
    const { stdin } = this.#shell;
    return new Promise((resolve) => {
      this.#answers.push(resolve);
      stdin.write(`${path}\n`);
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
    const shell = spawn('/bin/sh', ['-c', SCRIPT], { env, cwd: '/' });
    shell.stdout.setEncoding('latin1').on('data', (text: string) => this.#read(text));
    shell.stderr.resume();
    shell.stdin.on('error', () => undefined);
    shell.on('error', () => this.#end(shell));
    shell.on('close', () => this.#end(shell));
    return shell;
  }

  #read(text: string): void {
    const answers = (this.#text + text).split(END);
    this.#text = answers.pop() ?? '';
    for (const answer of answers) this.#answers.shift()?.(answer);
  }

  /** Whoever still waits is told nothing; the next question starts another one. */
  #end(shell: ChildProcessWithoutNullStreams): void {
    if (this.#shell !== shell) return;
    this.#shell = undefined;
    this.#text = '';
    for (const answer of this.#answers.splice(0)) answer('');
  }
}

const PTS_MAJOR = 136;
const PTS_MAJORS = 8;

/** The path of the pseudo-terminal that a process is on; undefined without one. */
async function terminalOf(pid: number): Promise<string | undefined> {
  const device = (await processStat(pid))?.terminal ?? 0;
  // new_encode_dev of the kernel: the minor number stands in bits 0 to 7 and 20 to 31.
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
  if (major < PTS_MAJOR || major >= PTS_MAJOR + PTS_MAJORS) return undefined;
  return `/dev/pts/${(major - PTS_MAJOR) * 256 + minor}`;
}
