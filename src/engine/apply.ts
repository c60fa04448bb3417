import type { Launch, PaneStart } from '../backends/backend.ts';
import type { Problem, Scrollback } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import { errnoOf } from '../os/errno.ts';
import type { SavedText } from '../store/store.ts';
import { beforeAgent } from './agent-lines.ts';
import type { LiveHosts } from './capture-hosts.ts';
import { showsOthers } from './plan-attach.ts';
import type { EngineContext } from './context.ts';
import { startsAgent } from './planned-launch.ts';
import type { HostPlan, RestorePlan } from './restore-plan.ts';

/** What applying a plan came to, before anyone looked at the result. */
export interface Applied {
  readonly approximated: readonly Problem[];
  readonly failed: readonly Problem[];
  /** The lines that were shown, by pane. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
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
): Promise<Applied> {
  const isLater = ({ launches }: HostPlan): boolean =>
    showsOthers([...launches.keys()].map((id) => plan.selection.panes[id]));
  const apply = async (host: HostPlan): Promise<Applied> =>
    applyToHost(context, { host, plan, live, gates }, call);
  const first = await Promise.all(plan.hosts.filter((host) => !isLater(host)).map(apply));
  const then = await Promise.all(plan.hosts.filter(isLater).map(apply));
  const outcomes = [...first, ...then];
  return {
    approximated: outcomes.flatMap(({ approximated }) => approximated),
    failed: outcomes.flatMap(({ failed }) => failed),
    lines: new Map(outcomes.flatMap(({ lines }) => [...lines])),
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
): Promise<Applied> {
  const lost: Problem[] = [];
  const starts = paneStarts(context, host, { plan, gates, lost });
  const isNeeded = starts.size + host.job.arrange.windows.length + host.job.arrange.tabs.length > 0;
  const outcome = isNeeded
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
  const shown = await Promise.all(
    [...starts].map(async ([id, { lines }]) => [id, await lines()] as const),
  );
  return {
    approximated: [...lost, ...outcome.approximated],
    failed: outcome.failed,
    lines: new Map(shown),
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
    const read = async (): Promise<readonly string[]> => {
      const { scrollback } = saved;
      if (scrollback === undefined || !backend.can.scrollback) return [];
      const { lines, lostLines } = await store.readLines(scrollback).catch(unreadable(scrollback));
      if (lostLines > 0) lost.push(linesLost(id, lostLines));
      return startsAgent(planned) ? beforeAgent(lines, saved) : lines;
    };
    let reading: Promise<readonly string[]> | undefined;
    const lines = async (): Promise<readonly string[]> => (reading ??= read());
    starts.set(id, { id, cwd, lines, launch: gated(launch, gates.get(id)), saved });
  }
  return starts;
}

/** The code of the problem that saved output is damaged. */
export const CONTENTS_LOST = 'CONTENTS_LOST';

/** A disk that gives an error has lost what cannot be read: the other panes come back all the same. */
function unreadable({ lines }: Scrollback): (failure: unknown) => SavedText {
  return (failure) => {
    if (errnoOf(failure) === undefined) throw failure;
    return { lines: [`[${lines} lines lost]`], lostLines: lines };
  };
}

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
