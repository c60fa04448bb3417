import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Call, ignoreTimeout, within } from '../os/call.ts';
import { ageOf } from '../os/epoch.ts';
import { makeTemporaryFolder } from '../os/temporary-folder.ts';
import { until } from '../os/until.ts';
import { seeAgents, type PaneAgent } from './agents.ts';
import { captureHosts } from './capture-hosts.ts';
import type { EngineContext } from './context.ts';
import type { StartedAgent } from './planned-launch.ts';
import { protectTranscript } from './protect-transcript.ts';
import type { RestorePlan } from './restore-plan.ts';

/** Agents load whole conversations when they start; this many may do so at once. */
const AT_ONCE = 2;
/** One that shows nothing for so long no longer keeps the others waiting. */
const START_TIMEOUT_MS = 20_000;
/** An agent that finds its conversation missing has ended by then. */
const STEADY_MS = 4_000;
const LOOK_EVERY_MS = 250;

/**
 * The agents that a restore starts. Their panes open at once, with everything else, and each
 * waits at its gate, a file, until it is its turn. If stet is killed, nobody waits any longer.
 */
export class StaggeredAgents implements AsyncDisposable {
  readonly gates: ReadonlyMap<string, string>;
  readonly #folder: string | undefined;

  private constructor(gates: ReadonlyMap<string, string>, folder: string | undefined) {
    this.gates = gates;
    this.#folder = folder;
  }

  static async prepare(plan: RestorePlan): Promise<StaggeredAgents> {
    const ids = [...startedBy(plan).keys()];
    if (ids.length === 0) return new StaggeredAgents(new Map(), undefined);
    const folder = await makeTemporaryFolder('agents');
    const gates = new Map(ids.map((id) => [id, join(folder, `${id}.${process.pid}`)]));
    for (const gate of gates.values()) await writeFile(gate, '', { mode: 0o600 });
    return new StaggeredAgents(gates, folder);
  }

  /** Opens the gates, two at a time: the next when one is up, has failed or takes too long. */
  async start(context: EngineContext, plan: RestorePlan, call: Call): Promise<void> {
    const waiting = [...startedBy(plan)];
    const total = waiting.length;
    let starting: readonly string[] = [];
    while (waiting.length > 0) {
      call.signal.throwIfAborted();
      while (starting.length < AT_ONCE && waiting.length > 0) {
        const [id, agent] = waiting.shift() ?? NOBODY;
        await this.#open(context, id, agent);
        starting = [...starting, id];
      }
      call.progress('starting agents', total - waiting.length, total);
      starting = await stillStarting(context, { starting, call });
    }
  }

  async #open(
    { store }: EngineContext,
    id: string,
    { key, transcript }: StartedAgent,
  ): Promise<void> {
    const name = key.replaceAll(/[^\w-]/g, '_');
    await protectTranscript(join(store.folder, 'transcripts', name), transcript);
    await rm(this.gates.get(id) ?? '', { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

const NOBODY: readonly [string, StartedAgent] = ['', { key: '', transcript: [] }];

function startedBy({ hosts }: RestorePlan): ReadonlyMap<string, StartedAgent> {
  return new Map(
    hosts.flatMap(({ launches }) =>
      [...launches].flatMap(([id, { agent }]) =>
        agent === undefined ? [] : [[id, agent] as const],
      ),
    ),
  );
}

/** Waits until at least one of the agents is up; those that are not are given back. */
async function stillStarting(
  context: EngineContext,
  { starting, call }: { readonly starting: readonly string[]; readonly call: Call },
): Promise<readonly string[]> {
  let left = starting;
  const isOneUp = async (): Promise<boolean> => {
    const live = await captureHosts(context, { hosts: [], maxLines: 0, adopts: false }, call);
    const seen = await seeAgents(live, { saved: {} });
    const steady = await Promise.all(starting.map(async (id) => isSteady(seen.get(id))));
    left = starting.filter((_, at) => steady[at] !== true);
    return left.length < starting.length;
  };
  const isInTime = await within(call, START_TIMEOUT_MS, async (patient) =>
    until(isOneUp, patient, LOOK_EVERY_MS).then(() => true),
  ).catch(ignoreTimeout);
  return isInTime === true ? left : [];
}

/** An agent that shows its conversation by itself, or that has not ended in its first seconds. */
export async function isSteady(agent: PaneAgent | undefined): Promise<boolean> {
  const process = agent?.conversation.process;
  if (agent === undefined || process === undefined) return false;
  const { certainty, id } = agent.conversation;
  if (id !== '' && certainty !== 'launch' && certainty !== 'guess') return true;
  return (await ageOf(process)) > STEADY_MS;
}
