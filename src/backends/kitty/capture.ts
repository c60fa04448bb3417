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
import { findInstances } from './find-instances.ts';
import { identify } from './identify.ts';
import type { Instance } from './instance.ts';
import { KittyFacts } from './kitty-facts.ts';
import { listFacts } from './list-facts.ts';
import { outsideFacts } from './outside-facts.ts';
import { asStarted } from './started-shell.ts';

/** Reads one kitty: what is open from inside, what runs from /proc, and the contents. */
export async function capture(
  address: string,
  { maxLines }: CaptureRequest,
  call: Call,
): Promise<HostCapture> {
  const instance = await instanceAt(address);
  const { facts, problems, isInside } = await look(instance, call);
  const ids = identify(facts, instance.epoch);
  const processes = await readProcesses(facts, call);
  const contents = await readContents(instance, facts, { maxLines: isInside ? maxLines : 0, call });
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
    contents: new Map([...contents].map(([ref, own]) => [ids.panes.get(ref) ?? '', own])),
    problems: problems.map((problem) => ({ ...problem, subject: key })),
  };
}

/** @throws StetError HOST_DIED when no such kitty runs any more */
export async function instanceAt(address: string): Promise<Instance> {
  const found = (await findInstances()).find(
    ({ address: own, ways }) => own === address || ways.some(({ socket }) => socket === address),
  );
  if (found !== undefined) return found;
  throw new StetError('HOST_DIED', `The kitty at ${JSON.stringify(address)} has ended`);
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
  const panes = facts.windows.flatMap(({ tabs }) => tabs.flatMap((tab) => tab.panes));
  const seen = new Map<number, SeenProcesses>();
  for (const { id, pid, argv } of panes) {
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
