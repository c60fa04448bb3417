import { readdirSync, readlinkSync } from 'node:fs';
import { errnoOf } from '../../os/errno.ts';
import { type ProcessStat, processStatNow } from '../../os/process-table.ts';

/** A living process, and what its standard descriptors are when it has no controlling terminal. */
export interface LivingProcess extends ProcessStat {
  readonly files: readonly string[];
}

/**
 * Looks at all processes of the machine, in one go: under floods of output every wait is long, and
 * where many terminals are held descriptors are scarce. A look at 200 processes takes 3 ms.
 */
export class Processes {
  #found: readonly LivingProcess[] | undefined;

  /** Many that ask in the same turn share one look. */
  look(): readonly LivingProcess[] {
    if (this.#found !== undefined) return this.#found;
    const pids = readdirSync('/proc').map(Number);
    this.#found = pids.filter((pid) => pid > 0).flatMap(livingProcess);
    setImmediate(() => {
      this.#found = undefined;
    });
    return this.#found;
  }
}

function livingProcess(pid: number): readonly LivingProcess[] {
  const stat = processStatNow(pid);
  if (stat === undefined || stat.state === 'Z') return [];
  return [{ ...stat, files: stat.terminal === 0 ? standardFiles(pid) : [] }];
}

function standardFiles(pid: number): readonly string[] {
  return [0, 1, 2].map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch (failure) {
      // closed, gone, or not ours
      if (errnoOf(failure) === undefined) throw failure;
      return '';
    }
  });
}
