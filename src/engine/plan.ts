import { createHash } from 'node:crypto';
import { StetError } from '../base/errors.ts';
import type { HostCapture } from '../backends/backend.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { partOfHost } from '../model/part-of-host.ts';
import type { Host, Problem } from '../model/checkpoint.ts';
import type { PlannedAction } from '../model/report.ts';
import type { Call } from '../os/call.ts';
import { keyOf, rankOf } from '../programs/see-agent.ts';
import { seeAgents } from './agents.ts';
import type { LiveHosts } from './capture-hosts.ts';
import type { EngineContext } from './context.ts';
import { halfOpened, toArrange } from './cut-off.ts';
import { matchLive } from './match-live.ts';
import { differing, missingParts, panesOfTab, withoutPanesElsewhere } from './missing-parts.ts';
import { planTogether } from './plan-together.ts';
import { planActions } from './plan-actions.ts';
import type { HostPlan, PlanRequest, RestorePlan } from './restore-plan.ts';
import { planLaunch } from './plan-launch.ts';
import type { PlannedLaunch } from './planned-launch.ts';
import { NOTHING_TO_CLOSE, planClosing } from './plan-closing.ts';
import { type Selection, select } from './select.ts';
import { waitingPanes } from './waiting-panes.ts';

/** Decides what restoring a checkpoint into the hosts as they are would do. */
export async function planRestore(
  context: EngineContext,
  live: LiveHosts,
  { request, call }: { readonly request: PlanRequest; readonly call: Call },
): Promise<RestorePlan> {
  const selection = select(request.checkpoint, request.only, request.hosts);
  const keys = [...new Set(Object.values(selection.windows).map(({ host }) => host))];
  const unreachable = live.unreachable.filter(({ key }) => keys.includes(key));
  const reachable = keys.filter((key) => !unreachable.some((host) => host.key === key));
  const taken = await openConversations(context, live);
  const half = await halfOpened(context, request.checkpoint.id);
  const apart: HostPlan[] = [];
  // One host after the other: each conversation is resumed in the first pane that had it.
  for (const key of reachable) {
    const capture = liveHost(live, key, selection) ?? anyHost(context, live, selection.hosts[key]);
    const planned = await planHost(context, {
      key,
      selection,
      request,
      call,
      live,
      capture,
      taken,
      half,
    });
    if (planned !== undefined) apart.push(planned);
  }
  const hosts = context.options.kitty_restore_together ? planTogether(apart) : apart;
  const actions = hosts.flatMap((host) => planActions(host, selection, captureOf(live, host.key)));
  const notices = [
    ...unreachable.map(({ problem }) => problem),
    ...hosts.flatMap((host) => limitsOf(host, captureOf(live, host.key))),
    ...hosts.flatMap(({ launches }) => [...launches.values()].flatMap((launch) => launch.notices)),
    ...hosts.flatMap(({ close }) => close.notices),
  ];
  return { request, selection, hosts, actions, notices, hash: planHash(request, actions, live) };
}

/** What the backend cannot do, and what happens instead. */
function limitsOf(
  { key, backend, launches }: HostPlan,
  capture: HostCapture | undefined,
): readonly Problem[] {
  const { can, kind } = backend;
  const isStartable = capture !== undefined || can.startsHost;
  const showsLines = launches.size === 0 || can.scrollback;
  return [
    ...(isStartable
      ? []
      : [{ code: 'HOST_NOT_RUNNING', subject: key, message: `Start ${kind} first: stet cannot` }]),
    ...(showsLines
      ? []
      : [
          {
            code: 'NO_SCROLLBACK',
            subject: key,
            message: `${kind} cannot show saved output; "stet show" can`,
          },
        ]),
  ];
}

interface HostRequest {
  readonly key: string;
  readonly selection: Selection;
  readonly request: PlanRequest;
  readonly live: LiveHosts;
  readonly capture: HostCapture | undefined;
  readonly call: Call;
  /** Grows with every pane that resumes one. */
  readonly taken: Set<string>;
  /** Windows and tabs that a restore opened and did not come to arrange. */
  readonly half: ReadonlySet<string>;
}

async function planHost(
  context: EngineContext,
  wanted: HostRequest,
): Promise<HostPlan | undefined> {
  const { key, selection, request, live, capture, call, taken, half } = wanted;
  const around = { backends: context.backends, selection, live };
  const saved = request.checkpoint.hosts[key];
  const backend = context.backends.find(({ kind }) => kind === saved?.kind);
  if (saved === undefined || backend === undefined) return undefined;
  if (!backend.can.worksHere) {
    throw new StetError('DAEMON_NEEDED', `Cannot restore ${key} without the daemon`);
  }
  const own = partOfHost(selection, key);
  const match = matchLive(own, capture, backend.can);
  const open = missingParts(own, match);
  const isReplaced = request.mode === 'replace';
  const opening = [
    ...open.openTabs.flatMap(({ tab }) => panesOfTab(own, tab)),
    ...open.openPanes.map(({ pane }) => pane),
  ];
  const ageMs = call.now() - Date.parse(request.checkpoint.createdAt);
  const launches = new Map<string, PlannedLaunch>();
  for (const id of surestFirst(new Set(opening), own)) {
    const pane = own.panes[id];
    if (pane === undefined || match.live.panes.has(id)) continue;
    const planned = await planLaunch(context, id, { pane, around, taken, ageMs, call });
    launches.set(id, planned);
    // An offer takes it as well: whoever accepts it must not find it open elsewhere.
    if (planned.agent !== undefined) taken.add(planned.agent.key);
  }
  const address = capture?.host.endpoint ?? saved.endpoint;
  return {
    key: capture?.key ?? key,
    address,
    backend,
    launches,
    job: {
      address,
      isRunning: capture !== undefined,
      windows: own.windows,
      tabs: withoutPanesElsewhere(own, match),
      live: match.live,
      globals: capture === undefined ? saved.globals : undefined,
      ...open,
      arrange: isReplaced
        ? differing(own, capture)
        : toArrange(open, half, () => differing(own, capture)),
    },
    close:
      isReplaced && capture !== undefined ? planClosing(match.others, capture) : NOTHING_TO_CLOSE,
  };
}

/** Where two panes had one conversation, it goes to the one that surely had it. */
function surestFirst(ids: Iterable<string>, { panes }: Selection): readonly string[] {
  const rank = (id: string): number => {
    const certainty = panes[id]?.conversation?.certainty;
    return certainty === undefined ? 0 : rankOf(certainty);
  };
  return [...ids].toSorted((a, b) => rank(a) - rank(b));
}

/** The conversations that are open now, wherever they were opened. */
async function openConversations({ store }: EngineContext, live: LiveHosts): Promise<Set<string>> {
  const seen = await seeAgents(live, { saved: await waitingPanes(store, live) });
  const open = [...seen.values()].filter(({ conversation }) => conversation.id !== '');
  return new Set(open.map(({ conversation }) => keyOf(conversation)));
}

/**
 * The host that a saved one lives on as: the one that holds its windows, else the one that is
 * reached the same way. A kitty that was restored listens on a socket of another name.
 */
function liveHost(
  { captures }: LiveHosts,
  key: string,
  selection: Selection,
): HostCapture | undefined {
  const { windows, hosts } = partOfHost(selection, key);
  const kind = hosts[key]?.kind;
  const heir = captures.find(
    ({ host, windows: live }) =>
      host.kind === kind && Object.keys(windows).some((id) => id in live),
  );
  return heir ?? captures.find((capture) => capture.key === key);
}

/** With `kitty_restore_together` any kitty that runs takes what a saved one held. */
function anyHost(
  { options, backends }: EngineContext,
  { captures }: LiveHosts,
  saved: Host | undefined,
): HostCapture | undefined {
  const isUnique = backends.find(({ kind }) => kind === saved?.kind)?.can.namesAreUnique ?? true;
  if (!options.kitty_restore_together || isUnique) return undefined;
  return captures.find(({ host }) => host.kind === saved?.kind);
}

function captureOf({ captures }: LiveHosts, key: string): HostCapture | undefined {
  return captures.find((capture) => capture.key === key);
}

/** Ids and references of what is there; contents and sizes may change without making a plan stale. */
export function planHash(
  { checkpoint, mode }: RestorePlan['request'],
  actions: readonly PlannedAction[],
  live: LiveHosts,
): string {
  const world = live.captures.map(({ key, host, windows, tabs, panes }) => ({
    key,
    epoch: host.epoch,
    refs: [refsOf(windows), refsOf(tabs), refsOf(panes)],
  }));
  const lasting = actions.map((action) => ({ ...action, remark: undefined }));
  const text = canonicalJson({ checkpoint: checkpoint.id, mode, actions: lasting, world });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function refsOf(table: Readonly<Record<string, { readonly ref: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(table).map(([id, { ref }]) => [id, ref]));
}
