import { join } from 'node:path';
import { StetError } from '../base/errors.ts';
import type { Tally } from '../model/compare.ts';
import { newUlid } from '../model/ids.ts';
import type { Report } from '../model/report.ts';
import type { Call } from '../os/call.ts';
import type { RestoreRecord } from '../store/restore-record.ts';
import { type Applied, applyPlan, CONTENTS_LOST } from './apply.ts';
import { captureHosts, type LiveHosts } from './capture-hosts.ts';
import { type EngineContext, PRE_RESTORE } from './context.ts';
import { cutOff } from './cut-off.ts';
import { draftOf } from './draft.ts';
import { planRestore } from './plan.ts';
import type { RestorePlan } from './restore-plan.ts';
import { reportOf } from './report.ts';
import { rowsToRead } from './save.ts';
import { StaggeredAgents } from './start-agents.ts';
import { type Verified, verify } from './verify.ts';

export interface RestoreRequest {
  /** A workspace, a checkpoint or the start of its id; '' is the default workspace. */
  readonly target: string;
  readonly mode: 'merge' | 'replace';
  readonly only: readonly string[];
  readonly hosts: readonly string[];
  readonly dryRun: boolean;
  /** The hash of a plan that somebody looked at; '' applies whatever is planned now. */
  readonly plan: string;
}

/** A plan, and what came of it unless it was only looked at. */
export interface Restored {
  readonly plan: RestorePlan;
  readonly restore?: string;
  readonly report?: Report;
  readonly tally?: Tally;
}

/**
 * Brings a checkpoint back. What is there already is left alone, so a second restore does nothing.
 * @throws StetError when there is no such checkpoint, or the plan that was looked at is stale
 */
export async function restore(
  context: EngineContext,
  request: RestoreRequest,
  call: Call,
): Promise<Restored> {
  if (request.mode === 'replace' && request.only.length > 0) {
    throw new StetError('USAGE', 'Cannot replace and restore a part at the same time', {
      hint: 'Leave out --only, or restore the part with --merge',
    });
  }
  if (request.dryRun) return { plan: (await planNow(context, request, call)).plan };
  return context.store.restoring(call, async () => {
    const { plan, live } = await planNow(context, request, call);
    if (request.plan === '' || request.plan === plan.hash) {
      return carryOut(context, plan, { live, call, undoes: undefined });
    }
    throw new StetError(
      'PLAN_STALE',
      `The plan ${JSON.stringify(request.plan)} is not what would happen now`,
    );
  });
}

async function planNow(
  context: EngineContext,
  request: RestoreRequest,
  call: Call,
): Promise<{ readonly plan: RestorePlan; readonly live: LiveHosts }> {
  const checkpoint = await context.store.find(request.target);
  const live = await lookAround(context, call);
  return {
    live,
    plan: await planRestore(context, live, { request: { ...request, checkpoint }, call }),
  };
}

/** The hosts as they are, and marked, so that a later look finds the same windows and panes. */
export async function lookAround(context: EngineContext, call: Call): Promise<LiveHosts> {
  return captureHosts(context, { hosts: [], maxLines: 0, adopts: true }, call);
}

/** Applies a plan: keeps what is there, applies, looks again, and writes down how to undo it. */
export async function carryOut(
  context: EngineContext,
  plan: RestorePlan,
  {
    live,
    call,
    undoes,
  }: { readonly live: LiveHosts; readonly call: Call; readonly undoes: RestoreRecord | undefined },
): Promise<Restored> {
  if (plan.actions.length === 0) {
    const found = await verify(context, plan, { lines: new Map(), call });
    return {
      plan,
      report: reportOf(plan, { approximated: [], failed: [], lines: new Map() }, found),
      tally: found.tally,
    };
  }
  const record: RestoreRecord = {
    id: newUlid(call.now(), call.entropy),
    checkpoint: plan.request.checkpoint.id,
    preRestore: await keepPresent(context, live, call),
    startedAt: new Date(call.now()).toISOString(),
    opened: openedBy(plan),
    closed: closedBy(plan),
    shown: shownBy(plan),
    undoneBy: null,
    isUndo: undoes !== undefined,
    isUnfinished: true,
  };
  // Written first: a restore that is cut off half-way can be undone as well.
  await context.store.saveRestore(record, call);
  const found = await applyAndLook(context, plan, { live, call }).catch((failure: unknown) => {
    throw cutOff(record.id, failure, call);
  });
  await context.store.saveRestore({ ...record, isUnfinished: false }, call);
  if (undoes !== undefined) {
    await context.store.saveRestore({ ...undoes, undoneBy: record.id }, call);
  }
  return { plan, restore: record.id, ...found };
}

async function applyAndLook(
  context: EngineContext,
  plan: RestorePlan,
  { live, call }: { readonly live: LiveHosts; readonly call: Call },
): Promise<Required<Pick<Restored, 'report' | 'tally'>>> {
  const copies = join(context.store.folder, 'transcripts');
  await using agents = await StaggeredAgents.prepare(plan, copies);
  const opened = await applyPlan(context, plan, { live, gates: agents.gates, call });
  const unkept = await agents.start(plan, call);
  const { lines, approximated: lost } = await opened.shown();
  const approximated = [...lost, ...opened.approximated, ...unkept];
  const applied = { failed: opened.failed, lines, approximated };
  const found = await verify(context, plan, { lines: applied.lines, call });
  context.settled.remember(plan.selection, broughtBack(plan, applied, found));
  return { report: reportOf(plan, applied, found), tally: found.tally };
}

/** The contents that were found just as the checkpoint has them, and below them what is new. */
function broughtBack(
  { selection }: RestorePlan,
  { lines, approximated }: Applied,
  { contents, tally }: Verified,
): Verified['contents'] {
  const { lost = [] } = tally.kinds.find(({ kind }) => kind === 'contents') ?? {};
  const damaged = approximated.filter(({ code }) => code === CONTENTS_LOST);
  const changed = new Set([...lost.map(({ id }) => id), ...damaged.map(({ subject }) => subject)]);
  const isWhole = (id: string): boolean =>
    !changed.has(id) && lines.get(id)?.length === selection.panes[id]?.scrollback?.lines;
  return new Map([...contents].filter(([id]) => isWhole(id)));
}

/** A checkpoint of what is there before anything changes; null when nothing is. */
async function keepPresent(
  context: EngineContext,
  seen: LiveHosts,
  call: Call,
): Promise<string | null> {
  // After a reboot nothing is there, and nobody waits for a second look at it.
  if (hasNoPanes(seen)) return null;
  const live = await captureHosts(
    context,
    {
      hosts: [],
      maxLines: rowsToRead(context.options),
      adopts: true,
      readsBuffers: context.options.save_paste_buffers,
    },
    call,
  );
  if (hasNoPanes(live)) return null;
  const { draft, contents } = await draftOf(context, live, {
    workspace: PRE_RESTORE,
    trigger: 'pre-restore',
    previous: undefined,
    call,
  });
  const { checkpoint } = await context.store.commit(
    { draft, contents, options: { ref: 'pre-restore' } },
    call,
  );
  return checkpoint.id;
}

function hasNoPanes({ captures }: LiveHosts): boolean {
  return captures.every(({ panes }) => Object.keys(panes).length === 0);
}

function openedBy({ hosts }: RestorePlan): RestoreRecord['opened'] {
  return {
    windows: hosts.flatMap(({ job }) => job.openWindows),
    tabs: [...new Set(hosts.flatMap(({ job }) => job.openTabs.map(({ tab }) => tab)))],
    panes: hosts.flatMap(({ launches }) => [...launches.keys()]),
  };
}

/** As many lines as were saved; damaged ones are replaced by one line each and so may be fewer. */
function shownBy({ hosts, selection }: RestorePlan): RestoreRecord['shown'] {
  const opened = hosts.flatMap(({ launches }) => [...launches.keys()]);
  return Object.fromEntries(opened.map((id) => [id, selection.panes[id]?.scrollback?.lines ?? 0]));
}

function closedBy({ hosts }: RestorePlan): RestoreRecord['closed'] {
  return {
    windows: hosts.flatMap(({ close }) => close.windows),
    tabs: hosts.flatMap(({ close }) => close.tabs),
    panes: hosts.flatMap(({ close }) => close.panes),
  };
}
