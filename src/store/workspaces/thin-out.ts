import { ulidTime } from '../../model/ids.ts';
import type { Call } from '../../os/call.ts';
import { type Catalog, type Entry, readCatalog } from '../checkpoints/catalog.ts';
import type { OpenFolder } from '../folder/open-folder.ts';
import { readRef, storeRef, workspaceRef } from './refs.ts';
import { type Removal, removeCheckpoints } from './remove.ts';
import { membersOf } from './standing.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Up to which age one automatic checkpoint is kept in each span of time. */
const STEPS = [
  { ageMs: HOUR_MS, spanMs: 0 },
  { ageMs: DAY_MS, spanMs: 5 * MINUTE_MS },
  { ageMs: 7 * DAY_MS, spanMs: HOUR_MS },
  { ageMs: 31 * DAY_MS, spanMs: DAY_MS },
  { ageMs: 366 * DAY_MS, spanMs: 7 * DAY_MS },
];

/**
 * Deletes automatic checkpoints: all are kept for an hour, then one in 5 minutes for a day, one an
 * hour for a week, one a day for a month, one a week for a year. Those that somebody asked for,
 * and those that a reference names, stay. Only for the store's one writer.
 */
export async function thinOut(open: OpenFolder, call: Call): Promise<Removal> {
  const catalog = await readCatalog(open);
  const kept = await referred(open, catalog);
  const workspaces = new Set(catalog.entries.map(({ workspaceNow }) => workspaceNow));
  const doomed = [...workspaces].flatMap((workspace) =>
    expendable(membersOf(catalog, workspace), call.now()).filter((id) => !kept.has(id)),
  );
  if (doomed.length === 0) return { deleted: [], freedBytes: 0 };
  return removeCheckpoints(open, catalog, new Set(doomed));
}

/** The automatic ones of a workspace that stand in the same span as a better or newer one. */
export function expendable(newestFirst: readonly Entry[], nowMs: number): readonly string[] {
  const spans = new Map<string, string>();
  const automatic = newestFirst.filter(({ isAutomatic }) => isAutomatic);
  const preferred = [
    ...automatic.filter(({ isSuspect }) => !isSuspect),
    ...automatic.filter(({ isSuspect }) => isSuspect),
  ];
  return preferred.flatMap(({ id }) => {
    const madeAt = ulidTime(id);
    const step = STEPS.find(({ ageMs }) => nowMs - madeAt <= ageMs);
    if (step?.spanMs === 0) return [];
    const span =
      step === undefined ? 'too old' : `${step.spanMs} ${Math.floor(madeAt / step.spanMs)}`;
    if (step !== undefined && !spans.has(span)) {
      spans.set(span, id);
      return [];
    }
    return [id];
  });
}

async function referred(open: OpenFolder, catalog: Catalog): Promise<ReadonlySet<string>> {
  const workspaces = new Set(catalog.entries.map(({ workspaceNow }) => workspaceNow));
  const { paths } = open;
  const refs = [
    storeRef(paths, 'pre-restore'),
    storeRef(paths, 'boot-start'),
    ...[...workspaces].flatMap((workspace) => [
      workspaceRef(paths, workspace, 'current'),
      workspaceRef(paths, workspace, 'last-good'),
    ]),
  ];
  const ids = await Promise.all(refs.map(async (ref) => readRef(open, ref)));
  return new Set(ids.flatMap((id) => id ?? []));
}
