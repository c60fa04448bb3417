import type { Launch, PaneStart, RestoreOutcome } from '../backends/backend.ts';
import type { Problem } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import type { LiveHosts } from './capture-hosts.ts';
import { showsOthers } from './plan-attach.ts';
import type { EngineContext } from './context.ts';
import { PaneLines } from './pane-lines.ts';
import { startsAgent } from './planned-launch.ts';
import type { HostPlan, RestorePlan } from './restore-plan.ts';

/** What applying a plan came to, before anyone looked at the result. */
export interface Applied {
  readonly approximated: readonly Problem[];
  readonly failed: readonly Problem[];
  /** The lines that were shown, by pane. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

/** A plan that is applied, but for older lines that hosts are still taking. */
export interface Opened {
  readonly approximated: readonly Problem[];
  readonly failed: readonly Problem[];
  /** Waits until hosts have all lines, and tells what they were given. */
  readonly shown: () => Promise<Pick<Applied, 'approximated' | 'lines'>>;
}

export interface ApplyRequest {
  readonly live: LiveHosts;
  /** Files whose removal lets the agent of a pane start, by pane. */
  readonly gates: ReadonlyMap<string, string>;
  readonly call: Call;
}

/**
 * Opens first and closes last, so that no host ends in between for want of a window. A host whose
 * panes show the sessions of another one waits until those are there.
 */
export async function applyPlan(
  context: EngineContext,
  plan: RestorePlan,
  { live, gates, call }: ApplyRequest,
): Promise<Opened> {
  const isLater = ({ launches }: HostPlan): boolean =>
    showsOthers([...launches.keys()].map((id) => plan.selection.panes[id]));
  const apply = async (host: HostPlan): Promise<Opened> =>
    applyToHost(context, { host, plan, live, gates }, call);
  const first = await Promise.all(plan.hosts.filter((host) => !isLater(host)).map(apply));
  const then = await Promise.all(plan.hosts.filter(isLater).map(apply));
  const outcomes = [...first, ...then];
  return {
    approximated: outcomes.flatMap(({ approximated }) => approximated),
    failed: outcomes.flatMap(({ failed }) => failed),
    shown: async () => {
      const parts = await Promise.all(outcomes.map(async ({ shown }) => shown()));
      return {
        approximated: parts.flatMap(({ approximated }) => approximated),
        lines: new Map(parts.flatMap(({ lines }) => [...lines])),
      };
    },
  };
}

interface HostWork {
  readonly host: HostPlan;
  readonly plan: RestorePlan;
  readonly live: LiveHosts;
  readonly gates: ReadonlyMap<string, string>;
}

async function applyToHost(
  context: EngineContext,
  { host, plan, live, gates }: HostWork,
  call: Call,
): Promise<Opened> {
  const lost: Problem[] = [];
  const starts = paneStarts(context, host, { plan, gates, lost });
  const isNeeded = starts.size + host.job.arrange.windows.length + host.job.arrange.tabs.length > 0;
  const outcome: RestoreOutcome = isNeeded
    ? await host.backend.restore({ ...host.job, starts }, call)
    : { approximated: [], failed: [] };
  const capture = live.captures.find(({ key }) => key === host.key);
  if (capture !== undefined) {
    await host.backend.close(
      {
        address: host.address,
        windows: refsOf(host.close.windows, capture.windows),
        tabs: refsOf(host.close.tabs, capture.tabs),
        panes: refsOf(host.close.panes, capture.panes),
      },
      call,
    );
    await arrangeAgain(host, call);
  }
  return {
    approximated: outcome.approximated,
    failed: outcome.failed,
    shown: async () => {
      await outcome.settled?.();
      const lines = new Map<string, readonly string[]>();
      for (const [id, start] of starts) lines.set(id, await start.lines());
      return { approximated: lost, lines };
    },
  };
}

/** A tab that held a pane too many takes its layout only now. */
async function arrangeAgain({ backend, job, close }: HostPlan, call: Call): Promise<void> {
  const tabs = job.arrange.tabs.filter((id) => job.live.tabs.has(id));
  if (close.panes.length === 0 || tabs.length === 0) return;
  const nothing = { starts: new Map(), openWindows: [], openTabs: [], openPanes: [] };
  await backend.restore({ ...job, ...nothing, arrange: { windows: [], tabs } }, call);
}

function gated(launch: Launch, gate: string | undefined): Launch {
  return launch.kind === 'run' && gate !== undefined ? { ...launch, gate } : launch;
}

/** What is saved of a pane is read when its turn comes: the first panes need not wait for the last. */
function paneStarts(
  { store }: EngineContext,
  { backend, launches }: HostPlan,
  { plan, gates, lost }: Pick<HostWork, 'plan' | 'gates'> & { readonly lost: Problem[] },
): ReadonlyMap<string, PaneStart> {
  const starts = new Map<string, PaneStart>();
  for (const [id, planned] of launches) {
    const { cwd, launch } = planned;
    const saved = plan.selection.panes[id];
    if (saved === undefined) continue;
    const pane = new PaneLines(store, {
      id,
      saved: backend.can.scrollback ? saved : { ...saved, scrollback: undefined },
      checkpoint: plan.request.checkpoint.id,
      startsAgent: startsAgent(planned),
      lost: (count) => lost.push(linesLost(id, count)),
    });
    const { all: lines, newest } = pane;
    starts.set(id, { id, cwd, lines, newest, launch: gated(launch, gates.get(id)), saved });
  }
  return starts;
}

/** The code of the problem that saved output is damaged. */
export const CONTENTS_LOST = 'CONTENTS_LOST';

function linesLost(subject: string, lines: number): Problem {
  return {
    code: CONTENTS_LOST,
    subject,
    message: `${lines} lines of saved output are damaged; the pane says where`,
    fix: 'An older checkpoint may still have them ("stet log")',
  };
}

function refsOf(
  ids: readonly string[],
  table: Readonly<Record<string, { readonly ref: string }>>,
): readonly string[] {
  return ids.flatMap((id) => table[id]?.ref ?? []);
}
