import { terminalProcesses } from '../os/pane-processes.ts';
import { ageOf } from '../os/epoch.ts';
import { argvOf, processTable } from '../os/process-table.ts';
import { Archive } from '../programs/archive.ts';
import { type SeenAgent, seeAgent } from '../programs/see-agent.ts';

/** An agent that finds its conversation missing has ended by then. */
const STEADY_MS = 4_000;
/** The launcher is a POSIX shell, which calls itself by one of these names. */
const SHELLS: ReadonlySet<string> = new Set(['sh', 'dash', 'bash', 'ash', 'busybox', 'ksh']);

type Table = Awaited<ReturnType<typeof processTable>>;

/**
 * The launchers of the panes whose agents a restore starts, found by their gates. They are looked
 * at in the kernel's list of processes alone: asking every host again and again would keep busy
 * those that draw the panes.
 */
export class Launchers {
  readonly #gates: ReadonlyMap<string, string>;
  readonly #pids = new Map<string, number>();
  readonly #openedAt = new Map<string, number>();

  /** @param gates the file that each pane waits for, by pane */
  constructor(gates: ReadonlyMap<string, string>) {
    this.#gates = gates;
  }

  /** Must be told before the gate of a pane is opened. */
  opened(pane: string): void {
    this.#openedAt.set(pane, performance.now());
  }

  /** The panes whose agent is up, or has ended. */
  async done(panes: readonly string[]): Promise<ReadonlySet<string>> {
    const table = await processTable();
    if (panes.some((pane) => !this.#pids.has(pane))) await this.#find(table);
    const archive = new Archive();
    const done = await Promise.all(
      panes.map(async (pane) => ((await this.#isDone(pane, table, archive)) ? [pane] : [])),
    );
    return new Set(done.flat());
  }

  async #isDone(pane: string, table: Table, archive: Archive): Promise<boolean> {
    const pid = this.#pids.get(pane);
    if (pid === undefined) return false;
    const members = (await terminalProcesses(pid, table))?.members ?? [];
    const agent = await seeAgent({ members, title: '' }, archive);
    if (agent !== undefined) return isSteady(agent);
    return performance.now() - (this.#openedAt.get(pane) ?? 0) > STEADY_MS;
  }

  /** A launcher has its gate among its words. */
  async #find(table: Table): Promise<void> {
    const panes = new Map([...this.#gates].map(([pane, gate]) => [gate, pane] as const));
    for (const { pid, name } of table.values()) {
      if (!SHELLS.has(name)) continue;
      const gate = (await argvOf(pid)).find((word) => panes.has(word));
      if (gate !== undefined) this.#pids.set(panes.get(gate) ?? '', pid);
    }
  }
}

/** An agent that shows its conversation by itself, or that has not ended in its first seconds. */
async function isSteady({ conversation }: SeenAgent): Promise<boolean> {
  const { certainty, id, process } = conversation;
  if (process === undefined) return false;
  if (id !== '' && certainty !== 'launch' && certainty !== 'guess') return true;
  return (await ageOf(process)) > STEADY_MS;
}
