import { type Difference, differences, tally, type Tally } from '../model/compare.ts';
import type { Comparable } from '../model/facts.ts';
import { LIVE } from '../model/workspace-name.ts';
import type { Call } from '../os/call.ts';
import { captureHosts } from './capture-hosts.ts';
import type { EngineContext } from './context.ts';
import { draftOf } from './draft.ts';
import { type Contents, hashes, sideOf } from './fidelity.ts';
import { rowsToRead } from './save.ts';
import { textsOfLines } from './texts-of-lines.ts';

export interface DiffRequest {
  readonly from: string;
  /** A workspace, a checkpoint or `live`: what runs now. */
  readonly to: string;
  readonly hosts: readonly string[];
}

export interface Diff {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Difference[];
  readonly tally: Tally;
}

/** Compares two checkpoints, or one with what runs now; changes nothing, not even a mark. */
export async function diff(
  context: EngineContext,
  request: DiffRequest,
  call: Call,
): Promise<Diff> {
  const [before, after] = [
    await readSide(context, request.from, { hosts: request.hosts, call }),
    await readSide(context, request.to, { hosts: request.hosts, call }),
  ];
  const was = sideOf(before.arrangement, hashes(before.contents, before.contents));
  const is = sideOf(after.arrangement, hashes(after.contents, before.contents));
  return {
    from: before.name,
    to: after.name,
    changes: differences(was, is),
    tally: tally(was, is),
  };
}

interface NamedSide {
  readonly name: string;
  readonly arrangement: Comparable;
  readonly contents: Contents;
}

async function readSide(
  context: EngineContext,
  target: string,
  { hosts, call }: { readonly hosts: readonly string[]; readonly call: Call },
): Promise<NamedSide> {
  return target === LIVE ? liveSide(context, hosts, call) : storedSide(context, target);
}

async function storedSide({ store }: EngineContext, target: string): Promise<NamedSide> {
  const checkpoint = await store.find(target);
  const contents = new Map<string, readonly string[]>();
  for (const [id, { scrollback }] of Object.entries(checkpoint.panes)) {
    if (scrollback !== undefined) contents.set(id, (await store.readLines(scrollback)).lines);
  }
  return { name: checkpoint.id, arrangement: checkpoint, contents };
}

async function liveSide(
  context: EngineContext,
  hosts: readonly string[],
  call: Call,
): Promise<NamedSide> {
  const maxLines = rowsToRead(context.options);
  const readsBuffers = context.options.save_paste_buffers;
  const wanted = { hosts, maxLines, adopts: false, readsBuffers };
  const live = await captureHosts(context, wanted, call);
  const { draft, contents } = await draftOf(context, live, {
    workspace: LIVE,
    trigger: 'manual',
    previous: undefined,
    call,
  });
  return {
    name: LIVE,
    arrangement: draft,
    contents: new Map([...contents].map(([id, { lines }]) => [id, textsOfLines(lines)])),
  };
}
