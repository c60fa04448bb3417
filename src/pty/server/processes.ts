import { readdir, readlink } from 'node:fs/promises';
import { type ProcessStat, processStat } from '../../os/process-table.ts';

/** Descriptors are scarce where many terminals are held. */
const FILES_AT_ONCE = 8;

/** A living process, and what its standard descriptors are when it has no controlling terminal. */
export interface LivingProcess extends ProcessStat {
  readonly files: readonly string[];
}

/** Looks at all processes of the machine. */
export class Processes {
  #current: Promise<unknown> = Promise.resolve();
  #next: Promise<readonly LivingProcess[]> | undefined;

  /** As they are after this call. Many that ask at once share one look. */
  async look(): Promise<readonly LivingProcess[]> {
    this.#next ??= this.#lookAfter(this.#current);
    return this.#next;
  }

  async #lookAfter(earlier: Promise<unknown>): Promise<readonly LivingProcess[]> {
    await earlier.catch(() => undefined);
    this.#current = this.#next ?? earlier;
    this.#next = undefined;
    const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
    const found: LivingProcess[] = [];
    for (let at = 0; at < pids.length; at += FILES_AT_ONCE) {
      const some = await Promise.all(pids.slice(at, at + FILES_AT_ONCE).map(livingProcess));
      found.push(...some.flat());
    }
    return found;
  }
}

async function livingProcess(pid: number): Promise<readonly LivingProcess[]> {
  const stat = await processStat(pid);
  if (stat === undefined || stat.state === 'Z') return [];
  return [{ ...stat, files: stat.terminal === 0 ? await standardFiles(pid) : [] }];
}

async function standardFiles(pid: number): Promise<readonly string[]> {
  return Promise.all(
    [0, 1, 2].map(async (fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
}
