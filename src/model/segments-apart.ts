import type { SegmentRef } from './checkpoint.ts';

/** A checkpoint to be checked, and the references that need no check any more, by pane. */
export interface Apart {
  readonly rest: unknown;
  readonly segments: ReadonlyMap<string, readonly SegmentRef[]>;
}

/**
 * Takes the references to segments out of what was read, where each of them is just what the schema
 * asks for. They are most of a checkpoint: 50 panes of 10,000 lines have 4,000, and the schema
 * looks at each for longer than a shell takes to start. Anything else about them stays for the
 * schema to judge.
 */
export function segmentsApart(data: unknown): Apart {
  const segments = new Map<string, readonly SegmentRef[]>();
  if (!isRecord(data) || !isRecord(data['panes'])) return { rest: data, segments };
  const panes = Object.entries(data['panes']).map(([id, pane]): readonly [string, unknown] => {
    const scrollback = isRecord(pane) ? pane['scrollback'] : undefined;
    if (!isRecord(pane) || !isRecord(scrollback)) return [id, pane];
    const { segments: own } = scrollback;
    if (!Array.isArray(own) || !own.every(isSegmentRef)) return [id, pane];
    segments.set(id, own);
    return [id, { ...pane, scrollback: { ...scrollback, segments: [] } }];
  });
  return { rest: { ...data, panes: Object.fromEntries(panes) }, segments };
}

const FIELDS = 5;
const HASH = /^[0-9a-f]{64}$/;

/** Says yes only to what the schema takes and leaves as it is. */
function isSegmentRef(data: unknown): data is SegmentRef {
  return (
    isRecord(data) &&
    typeof data['pack'] === 'string' &&
    isCount(data['offset']) &&
    isCount(data['sizeBytes']) &&
    isCount(data['lines']) &&
    typeof data['hash'] === 'string' &&
    HASH.test(data['hash']) &&
    Object.keys(data).length === FIELDS
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
