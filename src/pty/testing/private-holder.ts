import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentOf, processTable } from '../../os/process-table.ts';
import { until } from '../../os/until.ts';
import { connectHolder, isHolderRunning } from '../connect-holder.ts';
import { findProgram } from '../find-program.ts';
import type { Holder, PtyStart } from '../holder.ts';
import { FollowedProgram } from './followed-program.ts';

/** The holder as it was built: tests run the very program that users get. */
export const HOLDER_SCRIPT = fileURLToPath(
  new URL('../../../dist/main/holder.js', import.meta.url),
);
const PATIENCE_MS = 10_000;

/** How a program is started, where it differs from a bare shell's. */
export interface Differences {
  readonly id?: string;
  readonly env?: readonly string[];
  readonly cwd?: string;
  readonly columns?: number;
}

/** A holder in a folder of its own. Nothing of it outlives the test. */
export class PrivateHolder implements AsyncDisposable {
  readonly folder: string;
  readonly mark = `STET_TEST=${randomBytes(8).toString('hex')}`;
  holder: Holder;
  #spawned = 0;

  private constructor(folder: string, holder: Holder) {
    this.folder = folder;
    this.holder = holder;
  }

  /** `start` may start the holder in a way of its own. */
  static async make(start?: (folder: string) => Promise<void>): Promise<PrivateHolder> {
    const folder = await mkdtemp(join(tmpdir(), 'stet-holder-'));
    await start?.(folder);
    return new PrivateHolder(folder, await own(folder));
  }

  /** Becomes the owner again, as a new daemon would. */
  async reconnect(): Promise<Holder> {
    this.holder = await own(this.folder);
    return this.holder;
  }

  /** One more connection of the same folder. */
  async another(): Promise<Holder> {
    return own(this.folder);
  }

  start(file: string, argv: readonly string[], differences: Differences = {}): PtyStart {
    const { env = [], cwd = '/', columns = 80 } = differences;
    return {
      file,
      argv,
      cwd,
      env: ['PATH=/usr/bin:/bin', 'LANG=C.UTF-8', this.mark, ...env],
      size: { columns, rows: 24 },
      about: Buffer.alloc(0),
    };
  }

  /** Spawns a program, which nobody follows yet. */
  async spawn(argv: readonly string[], differences: Differences = {}): Promise<FollowedProgram> {
    this.#spawned += 1;
    const { id = `p_${this.#spawned}` } = differences;
    const start = this.start('', argv, differences);
    const file = await findProgram(start);
    const { pid } = await this.holder.spawn(id, { ...start, file });
    return new FollowedProgram(id, pid);
  }

  async run(argv: readonly string[], differences: Differences = {}): Promise<FollowedProgram> {
    const program = await this.spawn(argv, differences);
    this.holder.follow(program.id, program);
    return program;
  }

  async sh(script: string, differences: Differences = {}): Promise<FollowedProgram> {
    return this.run(['sh', '-c', script], differences);
  }

  /** The pids of the processes that descend from a program of this holder. */
  async survivors(): Promise<readonly number[]> {
    const [name = '', value] = this.mark.split('=');
    const table = await processTable();
    const ours = await Promise.all(
      [...table.values()].map(async ({ pid, state }) =>
        state !== 'Z' && (await environmentOf(pid)).get(name) === value ? [pid] : [],
      ),
    );
    return ours.flat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (await isHolderRunning(this.folder)) await this.reconnect().then((one) => one.stop());
      await untilOrFail('the holder has ended', async () => !(await isHolderRunning(this.folder)));
      await untilOrFail('no program is left', async () => (await this.survivors()).length === 0);
    } finally {
      for (const pid of await this.survivors()) process.kill(pid, 'SIGKILL');
      await rm(this.folder, { recursive: true, force: true });
    }
  }
}

async function own(folder: string): Promise<Holder> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return connectHolder(folder, { script: HOLDER_SCRIPT, signal });
}

/** Waits for a fact of the world outside. */
export async function untilOrFail(
  fact: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  await until(holds, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause: unknown) => {
    throw new Error(`Not within ${PATIENCE_MS} ms: ${fact}`, { cause });
  });
}
