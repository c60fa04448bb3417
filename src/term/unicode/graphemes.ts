import { graphemeClass as is, graphemeClassOf } from './code-points.ts';

/** Before the first code point of a text, or after anything that is not text. */
export const noCluster = 0;

const CLASS = 0xf;
const STARTED = 0x10;
const ODD_FLAGS = 0x20;
const AFTER_PICTOGRAPH = 0x40;
const CONJOINING = 0x80;
const LINKED = 0x100;
const JOINS = 0x200;

/**
 * The cluster state after one more code point (UAX #29 of Unicode 16, rules GB3 to GB13).
 * Start with `noCluster`; `joinsCluster` tells whether the code point continued the cluster.
 */
export function nextClusterState(state: number, code: number): number {
  const current = graphemeClassOf(code);
  const joins = (state & STARTED) !== 0 && continues(state, current);
  return STARTED | current | (joins ? JOINS : 0) | carried(joins ? state : 0, current);
}

/** Whether the code point that led to this state belongs to the cluster before it. */
export function joinsCluster(state: number): boolean {
  return (state & JOINS) !== 0;
}

function continues(state: number, current: number): boolean {
  const previous = state & CLASS;
  if (previous === is.control || current === is.control) return false;
  if (isExtending(current) || current === is.spacingMark) return true;
  if (previous === is.prepend) return true;
  if (current === is.regionalIndicator) return (state & ODD_FLAGS) !== 0;
  if (current === is.pictographic) return previous === is.zwj && (state & AFTER_PICTOGRAPH) !== 0;
  if (current === is.consonant) return (state & LINKED) !== 0;
  return continuesHangul(previous, current);
}

function continuesHangul(previous: number, current: number): boolean {
  if (previous === is.hangulL) {
    return current >= is.hangulL && current <= is.hangulLvt && current !== is.hangulT;
  }
  if (previous === is.hangulLv || previous === is.hangulV) {
    return current === is.hangulV || current === is.hangulT;
  }
  return (previous === is.hangulLvt || previous === is.hangulT) && current === is.hangulT;
}

function isExtending(current: number): boolean {
  return current === is.extend || current === is.zwj || current === is.linker;
}

/** What the rules that look further back than one code point need to remember. */
function carried(state: number, current: number): number {
  if (current === is.pictographic) return AFTER_PICTOGRAPH;
  if (current === is.consonant) return CONJOINING;
  if (current === is.regionalIndicator) return (state & ODD_FLAGS) === 0 ? ODD_FLAGS : 0;
  if (!isExtending(current)) return 0;
  // After a pictograph come any extenders and then one ZWJ, with nothing between it and the next.
  const isJoined = (state & CLASS) === is.zwj;
  const kept = state & (isJoined ? CONJOINING | LINKED : AFTER_PICTOGRAPH | CONJOINING | LINKED);
  return current === is.linker && (state & CONJOINING) !== 0 ? kept | LINKED : kept;
}
