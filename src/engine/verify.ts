import type { Tally } from '../model/compare.ts';
import { type Call, ignoreTimeout, within } from '../os/call.ts';
import { until } from '../os/until.ts';
import { captureHosts, type LiveHosts } from './capture-hosts.ts';
import type { EngineContext, EngineOptions } from './context.ts';
import { draftOf } from './draft.ts';
import { type Contents, fidelityOf } from './fidelity.ts';
import type { PaneContents } from './numbered-contents.ts';
import { startsAgent } from './planned-launch.ts';
import type { RestorePlan } from './restore-plan.ts';
import { rowsToRead } from './save.ts';
import { textsOfLines } from './texts-of-lines.ts';

/** What a look at the hosts after a restore found. */
export interface Verified {
  readonly live: LiveHosts;
  readonly tally: Tally;
  /** What the panes show, by pane id; nothing where contents were not looked at. */
  readonly contents: ReadonlyMap<string, PaneContents>;
}

/** Programs need a moment to come up: how long at most, and how often to look, in milliseconds. */
const PROGRAMS_SETTLE = [3_000, 100] as const;
/** Agents load a conversation before they show it, and looking at them costs more. */
const AGENTS_SETTLE = [20_000, 500] as const;
/** Room for what the restored shells and programs printed below the saved lines. */
const EXTRA_ROWS = 2_000;
/** Hardly a pane's lines take more rows than this on average. */
const ROWS_OF_LINE = 4;

/**
 * Captures again, until all that was asked for is there or nothing more is to be expected. Contents,
 * which take long to read, only once everything else is there.
 */
export async function verify(
  context: EngineContext,
  plan: RestorePlan,
  { lines, call }: { readonly lines: Contents; readonly call: Call },
): Promise<Verified> {
  const isWithAgents = plan.hosts.some(({ launches }) => [...launches.values()].some(startsAgent));
  const [patienceMs, pollEveryMs] = isWithAgents ? AGENTS_SETTLE : PROGRAMS_SETTLE;
  const deadline = performance.now() + patienceMs;
  const settled = async (wanted: Contents): Promise<Verified> => {
    let found = await look(context, plan, { lines: wanted, call });
    const isSettled = async (): Promise<boolean> => {
      if (!isComing(found.tally, plan)) return true;
      found = await look(context, plan, { lines: wanted, call });
      return !isComing(found.tally, plan);
    };
    const leftMs = Math.max(0, deadline - performance.now());
    await within(call, leftMs, async (patient) => until(isSettled, patient, pollEveryMs)).catch(
      ignoreTimeout,
    );
    return found;
  };
  const withoutContents = await settled(new Map());
  return lines.size === 0 ? withoutContents : settled(lines);
}

async function look(
  context: EngineContext,
  plan: RestorePlan,
  { lines, call }: { readonly lines: Contents; readonly call: Call },
): Promise<Verified> {
  const { request, selection } = plan;
  const maxLines = rowsToVerify(context.options, lines);
  const readsBuffers = plan.hosts.some(({ job }) => job.globals?.buffers !== undefined);
  const wanted = {
    hosts: request.hosts,
    maxLines,
    adopts: false,
    readsBuffers,
    isPatient: true,
  };
  const live = await captureHosts(context, wanted, call);
  const generous = {
    ...context,
    options: { ...context.options, save_scrollback: 'full' as const },
  };
  const { draft, contents } = await draftOf(generous, live, {
    workspace: request.checkpoint.workspace.name,
    trigger: 'manual',
    previous: undefined,
    known: { saved: selection.panes },
    call,
  });
  const found = new Map([...contents].map(([id, own]) => [id, textsOfLines(own.lines)]));
  return {
    live,
    contents,
    tally: await fidelityOf(
      { arrangement: asAsked(plan), contents: lines },
      { arrangement: draft, contents: found },
    ),
  };
}

/** Enough to see all that was shown again, also where less would be recorded today. */
function rowsToVerify(options: EngineOptions, lines: Contents): number {
  if (lines.size === 0) return 0;
  const longest = Math.max(...[...lines.values()].map(({ length }) => length));
  const rows = rowsToRead(options);
  return rows < longest * ROWS_OF_LINE ? Number.MAX_SAFE_INTEGER : rows + EXTRA_ROWS;
}

/** What was asked for: a host that ran already keeps what is set for the whole of it. */
function asAsked({ selection, hosts }: RestorePlan): RestorePlan['selection'] {
  const running = new Set(hosts.filter(({ job }) => job.isRunning).map(({ key }) => key));
  const asked = Object.entries(selection.hosts).map(([key, host]) => {
    const { globals: _, ...others } = host;
    return [key, running.has(key) ? others : host] as const;
  });
  return { ...selection, hosts: Object.fromEntries(asked) };
}

/** Facts that come about by themselves once a started program is up. */
const COMING: ReadonlySet<string> = new Set([
  'program',
  'conversation',
  'attached session',
  'alternate screen',
  'contents',
  'ended program',
]);

/** Whether waiting may still help: something is missing that nobody has announced as missing. */
function isComing({ kinds }: Tally, { notices, hosts }: RestorePlan): boolean {
  const announced = new Set(notices.map(({ subject }) => subject));
  const started = new Set(hosts.flatMap(({ launches }) => [...launches.keys()]));
  return kinds
    .filter(({ kind }) => COMING.has(kind))
    .some(({ lost }) => lost.some(({ id }) => started.has(id) && !announced.has(id)));
}
