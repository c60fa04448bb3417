import { StetError } from '../base/errors.ts';
import type { HostCapture } from '../backends/backend.ts';
import type { Checkpoint, Problem } from '../model/checkpoint.ts';
import { panesOf } from '../model/layout-tree.ts';
import type { Call } from '../os/call.ts';
import type { RestoreRecord } from '../store/restore-record.ts';
import type { LiveHosts } from './capture-hosts.ts';
import { type EngineContext, PRE_RESTORE } from './context.ts';
import { liveRefs } from './match-live.ts';
import { planActions } from './plan-actions.ts';
import { planClosing } from './plan-closing.ts';
import { planHash, planRestore } from './plan.ts';
import type { HostPlan, RestorePlan } from './restore-plan.ts';
import { carryOut, lookAround, type Restored } from './restore.ts';

export interface UndoRequest {
  /** The id of a restore; '' is the newest that was not undone yet. */
  readonly restore: string;
  readonly dryRun: boolean;
}

/**
 * Closes what a restore opened, reopens what it closed and arranges the rest as it was.
 * @throws StetError NOTHING_TO_UNDO
 */
export async function undo(
  context: EngineContext,
  request: UndoRequest,
  call: Call,
): Promise<Restored> {
  return context.store.restoring(call, async () => {
    const record = await recordOf(context, request.restore);
    const live = await lookAround(context, call);
    const plan = await planUndo(context, record, { live, call });
    return request.dryRun ? { plan } : carryOut(context, plan, { live, call, undoes: record });
  });
}

async function recordOf({ store }: EngineContext, id: string): Promise<RestoreRecord> {
  const record = id === '' ? await store.newestRestore() : await store.readRestore(id);
  if (record === undefined) {
    throw new StetError(
      'NOTHING_TO_UNDO',
      id === '' ? 'There is no restore to undo' : `Cannot find the restore "${id}"`,
    );
  }
  if (record.undoneBy === null) return record;
  throw new StetError('NOTHING_TO_UNDO', `The restore "${record.id}" was undone already`);
}

async function planUndo(
  context: EngineContext,
  record: RestoreRecord,
  { live, call }: { readonly live: LiveHosts; readonly call: Call },
): Promise<RestorePlan> {
  const before = await stateBefore(context, record);
  const base = await planReopening(context, record, { before, live, call });
  const reopened = base?.hosts ?? [];
  const hosts = live.captures.map((capture) =>
    withClosing(context, capture, { record, before, reopened }),
  );
  const complete = [
    ...hosts,
    ...reopened.filter(({ key }) => !hosts.some((host) => host.key === key)),
  ];
  const selection = base?.selection ?? { hosts: {}, windows: {}, tabs: {}, panes: {} };
  const actions = complete.flatMap((host) =>
    planActions(
      host,
      selection,
      live.captures.find(({ key }) => key === host.key),
    ),
  );
  const notices = [
    ...(base?.notices ?? []),
    ...(before === undefined && record.preRestore !== null ? [arrangementUnknown(record)] : []),
    ...complete.flatMap(({ close }) => close.notices),
  ];
  const checkpoint = before ?? { id: record.checkpoint, workspace: { name: PRE_RESTORE } };
  const request = { checkpoint, mode: 'merge', hosts: [] } as const;
  const hash = planHash(request, actions, live);
  return { request, selection, hosts: complete, actions, notices, hash };
}

/** What was there before a restore; undefined when nothing was, or when it only has to be closed. */
async function stateBefore(
  { store }: EngineContext,
  record: RestoreRecord,
): Promise<Checkpoint | undefined> {
  if (reopens(record)) return store.read(record.preRestore ?? record.checkpoint);
  const stored = record.preRestore === null ? undefined : await store.stored(record.preRestore);
  return stored?.kind === 'ok' ? stored.checkpoint : undefined;
}

function reopens({ closed: { windows, tabs, panes } }: RestoreRecord): boolean {
  return windows.length + tabs.length + panes.length > 0;
}

interface Reopening {
  readonly before: Checkpoint | undefined;
  readonly live: LiveHosts;
  readonly call: Call;
}

async function planReopening(
  context: EngineContext,
  record: RestoreRecord,
  { before, live, call }: Reopening,
): Promise<RestorePlan | undefined> {
  if (before === undefined || !reopens(record)) return undefined;
  const { windows, tabs, panes } = record.closed;
  const only = [...windows, ...tabs, ...panes];
  const request = { checkpoint: before, mode: 'merge', only, hosts: [] } as const;
  return planRestore(context, live, { request, call });
}

function arrangementUnknown({ preRestore }: RestoreRecord): Problem {
  return {
    code: 'ARRANGEMENT_UNKNOWN',
    message: `What was there before is left as the restore arranged it: checkpoint ${preRestore ?? ''} is gone`,
  };
}

interface UndoWork {
  readonly record: RestoreRecord;
  readonly before: Checkpoint | undefined;
  readonly reopened: readonly HostPlan[];
}

function withClosing(
  context: EngineContext,
  capture: HostCapture,
  { record, before, reopened }: UndoWork,
): HostPlan {
  const own = reopened.find(({ key }) => key === capture.key) ?? emptyPlan(context, capture);
  const close = planClosing(record.opened, capture);
  const survivors = before === undefined ? NOTHING : survivorsOf(before, capture, record);
  return {
    ...own,
    close,
    job: {
      ...own.job,
      windows: { ...own.job.windows, ...survivors.windows },
      tabs: { ...survivors.tabs, ...own.job.tabs },
      live: {
        windows: liveRefs(capture.windows, { ...survivors.windows, ...own.job.windows }),
        tabs: liveRefs(capture.tabs, { ...survivors.tabs, ...own.job.tabs }),
        panes: liveRefs(capture.panes, capture.panes),
      },
      arrange: {
        windows: [...new Set([...own.job.arrange.windows, ...Object.keys(survivors.windows)])],
        tabs: [...new Set([...own.job.arrange.tabs, ...Object.keys(survivors.tabs)])],
      },
    },
  };
}

const NOTHING: Pick<Checkpoint, 'windows' | 'tabs'> = { windows: {}, tabs: {} };

/** What was there before the restore and still is: it only has to look as it did. */
function survivorsOf(
  before: Checkpoint,
  capture: HostCapture,
  record: RestoreRecord,
): Pick<Checkpoint, 'windows' | 'tabs'> {
  const changed = new Set([...record.opened.panes, ...record.closed.panes]);
  const isTouched = (tab: string): boolean => {
    const layout = capture.tabs[tab]?.layout;
    return layout !== undefined && panesOf(layout).some((pane) => changed.has(pane));
  };
  const tabs = Object.entries(before.tabs).filter(([id]) => id in capture.tabs && isTouched(id));
  const windows = Object.entries(before.windows).filter(([id]) => id in capture.windows);
  return { windows: Object.fromEntries(windows), tabs: Object.fromEntries(tabs) };
}

function emptyPlan(context: EngineContext, { key, host }: HostCapture): HostPlan {
  const backend = context.backends.find(({ kind }) => kind === host.kind);
  if (backend === undefined)
    throw new StetError('HOST_UNKNOWN', `Cannot find a backend for ${key}`);
  return {
    key,
    backend,
    address: host.endpoint,
    launches: new Map(),
    job: {
      address: host.endpoint,
      isRunning: true,
      globals: undefined,
      windows: {},
      tabs: {},
      openWindows: [],
      openTabs: [],
      openPanes: [],
      live: {
        windows: new Map(),
        tabs: new Map(),
        panes: new Map(),
      },
      arrange: {
        windows: [],
        tabs: [],
      },
    },
    close: {
      windows: [],
      tabs: [],
      panes: [],
      notices: [],
    },
  };
}
