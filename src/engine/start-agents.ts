import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Call, ignoreTimeout, within } from '../os/call.ts';
import { makeTemporaryFolder } from '../os/temporary-folder.ts';
import { until } from '../os/until.ts';
import type { Problem } from '../model/checkpoint.ts';
import { KeptConversations } from './keep-conversations.ts';
import { Launchers } from './launchers.ts';
import { type PlannedAgent, startsAgent } from './planned-launch.ts';
import type { RestorePlan } from './restore-plan.ts';

/** Agents load whole conversations when they start; this many may do so at once. */
const AT_ONCE = 2;
/** One that shows nothing for so long no longer keeps the others waiting. */
const START_TIMEOUT_MS = 20_000;
const LOOK_EVERY_MS = 250;

/**
 * The agents that a restore starts. Their panes open at once, with everything else, and each
 * waits at its gate, a file, until it is its turn. If stet is killed, nobody waits any longer.
 */
export class StaggeredAgents implements AsyncDisposable {
  readonly gates: ReadonlyMap<string, string>;
  readonly #folder: string | undefined;
  readonly #kept: KeptConversations;

  private constructor(
    gates: ReadonlyMap<string, string>,
    folder: string | undefined,
    kept: KeptConversations,
  ) {
    this.gates = gates;
    this.#folder = folder;
    this.#kept = kept;
  }

  /**
   * Makes the gates, and copies the conversations that are only offered: those may be resumed
   * as soon as their panes are there.
   * @param copies the folder for copies of conversations
   */
  static async prepare(plan: RestorePlan, copies: string): Promise<StaggeredAgents> {
    const kept = new KeptConversations(copies);
    for (const [id, agent] of plannedIn(plan, (isStarted) => !isStarted))
      await kept.keep(id, agent);
    const ids = [...plannedIn(plan, (isStarted) => isStarted).keys()];
    if (ids.length === 0) return new StaggeredAgents(new Map(), undefined, kept);
    const folder = await makeTemporaryFolder('agents');
    const gates = new Map(ids.map((id) => [id, join(folder, `${id}.${process.pid}`)]));
    for (const gate of gates.values()) await writeFile(gate, '', { mode: 0o600 });
    return new StaggeredAgents(gates, folder, kept);
  }

  /**
   * Opens the gates, two at a time: the next when one is up, has failed or takes too long.
   * @returns the conversations that could not be copied
   */
  async start(plan: RestorePlan, call: Call): Promise<readonly Problem[]> {
    const waiting = [...plannedIn(plan, (isStarted) => isStarted)];
    const total = waiting.length;
    const launchers = new Launchers(this.gates);
    let starting: readonly string[] = [];
    while (waiting.length > 0) {
      call.signal.throwIfAborted();
      while (starting.length < AT_ONCE && waiting.length > 0) {
        const [id, agent] = waiting.shift() ?? NOBODY;
        await this.#kept.keep(id, agent);
        launchers.opened(id);
        await rm(this.gates.get(id) ?? '', { force: true });
        starting = [...starting, id];
      }
      call.progress('starting agents', total - waiting.length, total);
      if (waiting.length > 0) starting = await stillStarting(launchers, starting, call);
    }
    await this.#kept.limit();
    return this.#kept.problems;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

const NOBODY: readonly [string, PlannedAgent] = ['', { key: '', measure: '', kept: { files: [] } }];

function plannedIn(
  { hosts }: RestorePlan,
  isWanted: (isStarted: boolean) => boolean,
): ReadonlyMap<string, PlannedAgent> {
  return new Map(
    hosts.flatMap(({ launches }) =>
      [...launches].flatMap(([id, planned]) =>
        planned.agent === undefined || !isWanted(startsAgent(planned))
          ? []
          : [[id, planned.agent] as const],
      ),
    ),
  );
}

/** Waits until at least one of the agents is up; those that are not are given back. */
async function stillStarting(
  launchers: Launchers,
  starting: readonly string[],
  call: Call,
): Promise<readonly string[]> {
  let left = starting;
  const isOneUp = async (): Promise<boolean> => {
    const done = await launchers.done(starting);
    left = starting.filter((id) => !done.has(id));
    return left.length < starting.length;
  };
  const isInTime = await within(call, START_TIMEOUT_MS, async (patient) =>
    until(isOneUp, patient, LOOK_EVERY_MS).then(() => true),
  ).catch(ignoreTimeout);
  return isInTime === true ? left : [];
}
