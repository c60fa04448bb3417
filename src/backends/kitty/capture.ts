import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { StetError } from '../../base/errors.ts';
import type { Problem } from '../../model/checkpoint.ts';
import { terminalProcesses } from '../../os/pane-processes.ts';
import { ancestry, processTable } from '../../os/process-table.ts';
import { type Call, callerOf } from '../../os/call.ts';
import type { CaptureRequest, HostCapture } from '../backend.ts';
import { throughLauncher } from '../pane-launch.ts';
import { ask } from './ask.ts';
import { readContents } from './contents.ts';
import { describePanes, describeTabs, describeWindows, type SeenProcesses } from './describe.ts';
import { instanceAt } from './find-instances.ts';
import { identify } from './identify.ts';
import type { Instance } from './instance.ts';
import { KittyFacts, type PaneFacts } from './kitty-facts.ts';
import { listFacts } from './list-facts.ts';
import { outsideFacts } from './outside-facts.ts';
import { asStarted } from './started-shell.ts';

/** Reads one kitty: what is open from inside, what runs from /proc, and the contents. */
export async function capture(
  address: string,
  request: CaptureRequest,
  call: Call,
): Promise<HostCapture> {
  const { maxLines, storedStamp } = request;
  const instance = await instanceAt(address, call);
  const { facts, problems, isInside } = await look(instance, call);
  const ids = identify(facts, instance.epoch);
  const idOf = (ref: number): string => ids.panes.get(ref) ?? '';
  const stored = ({ id }: PaneFacts): string | undefined =>
    isInside && maxLines > 0 ? storedStamp?.(idOf(id)) : undefined;
  const read = async (panes: readonly PaneFacts[]): ReturnType<typeof readContents> =>
    readContents(instance, panes, { ...request, maxLines: isInside ? maxLines : 0, call });
  const panes = panesIn(facts);
  const [changed, others] = divided(panes, (pane) => stored(pane)?.startsWith(pane.stamp) !== true);
  // kitty writes what has changed, whatever runs there, while it is looked up what does.
  const [first, processes] = await Promise.all([read(changed), readProcesses(facts, call)]);
  const stampOf = stamper(instance, processes);
  const [alike, unlike] = divided(others, (pane) => stored(pane) === stampOf(pane.id, pane.stamp));
  const contents = new Map([...first, ...(await read(unlike))]);
  const key = `kitty:${address}`;
  return {
    key,
    host: {
      kind: 'kitty',
      version: facts.version,
      endpoint: address,
      epoch: instance.epoch,
      status: 'ok',
    },
    windows: describeWindows(key, facts, ids),
    tabs: describeTabs(facts, ids),
    panes: describePanes(facts, { ids, processes }),
    contents: new Map(
      [...contents].map(([ref, own]) => [idOf(ref), { ...own, stamp: stampOf(ref, own.stamp) }]),
    ),
    unchanged: new Set(alike.map(({ id }) => idOf(id))),
    problems: problems.map((problem) => ({ ...problem, subject: key })),
  };
}

/**
 * Where a prompt begins depends on what runs, and only one life of a kitty says the same of the
 * same lines: both belong into what contents are known by.
 */
function stamper(
  { epoch }: Instance,
  processes: ReadonlyMap<number, SeenProcesses>,
): (ref: number, stamp: string) => string {
  return (ref, stamp) => {
    const { root, foreground, isWaiting } = processes.get(ref) ?? {};
    const running = JSON.stringify([epoch, root?.argv, foreground?.argv, isWaiting]);
    return `${stamp}-${createHash('sha256').update(running).digest('hex').slice(0, 12)}`;
  };
}

function divided<T>(
  all: readonly T[],
  belongs: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}

function panesIn({ windows }: KittyFacts): readonly PaneFacts[] {
  return windows.flatMap(({ tabs }) => tabs.flatMap((tab) => tab.panes));
}

interface Look {
  readonly facts: KittyFacts;
  readonly problems: readonly Problem[];
  readonly isInside: boolean;
}

/** From inside; where kitty does not let us in, by its own list; without that, from outside. */
async function look(instance: Instance, call: Call): Promise<Look> {
  try {
    const facts = await ask(instance, { do: 'look' }, { answer: KittyFacts, call });
    return { facts: withoutHelpers(facts), problems: [], isInside: true };
  } catch (failure) {
    if (!(failure instanceof StetError) || failure.code !== 'HOST_REFUSED') throw failure;
    const listed = await listFacts(instance, call);
    const facts = listed ?? (await outsideFacts(instance));
    return { facts, problems: [limited(listed !== undefined, failure)], isInside: false };
  }
}

function limited(isListed: boolean, { message, hint }: StetError): Problem {
  const seen = isListed
    ? 'layouts, directories and programs are saved, output and looks are not'
    : 'only directories and programs are saved, each in a tab of its own';
  return { code: 'HOST_LIMITED', message: `${message}; ${seen}`, fix: hint };
}

/** A question that kitty asks for a moment is no pane of anybody's. */
function withoutHelpers(facts: KittyFacts): KittyFacts {
  const windows = facts.windows.flatMap((window) => {
    const tabs = window.tabs.flatMap((tab) => {
      const helpers = new Set(tab.panes.filter(({ isHelper }) => isHelper).map(({ id }) => id));
      if (helpers.size === 0) return [tab];
      const groups = tab.groups.map((group) => group.filter((id) => !helpers.has(id)));
      const isWhole = groups.every(({ length }) => length > 0);
      const panes = tab.panes.filter(({ isHelper }) => !isHelper);
      return isWhole ? [{ ...tab, groups, panes }] : panes.length === 0 ? [] : [tab];
    });
    return tabs.length === 0 ? [] : [{ ...window, tabs }];
  });
  return { ...facts, windows };
}

async function readProcesses(
  facts: KittyFacts,
  call: Call,
): Promise<ReadonlyMap<number, SeenProcesses>> {
  const table = await processTable();
  const own = new Set(ancestry(callerOf(call).pid, table));
  const panes = panesIn(facts);
  const seen = new Map<number, SeenProcesses>();
  for (const { id, pid, argv } of panes) {
    // What /proc tells comes at once; kitty's answers are heard in between.
    await setImmediate();
    const found = pid === null ? undefined : await terminalProcesses(pid, table);
    if (found === undefined || pid === null) continue;
    const session = table.get(pid)?.session;
    const pids = [...table.values()].filter((member) => member.session === session);
    seen.set(id, {
      ...asStarted(throughLauncher(found), argv),
      pids: pids.map((member) => member.pid),
      holdsCaller: own.has(pid),
    });
  }
  return seen;
}
