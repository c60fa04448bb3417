import { joinsCluster, nextClusterState, noCluster } from '../unicode/graphemes.ts';
import { deleteCharacters } from './edit.ts';
import { attach, lastColumn, place } from './place.ts';
import { wideTail } from './row.ts';
import type { Screen } from './screen.ts';

const EMOJI_PRESENTATION = 0xfe0f;

/** In mode 2027: whether the code point became a part of the cluster printed last. */
export function extendsCluster(screen: Screen, code: number, width: number): boolean {
  const before = screen.clusterState;
  screen.clusterState = nextClusterState(before, code);
  if (before === noCluster || !joinsCluster(screen.clusterState)) return false;
  attach(screen, code);
  const isFlag = code >= 0x1f1e6 && code <= 0x1f1ff;
  if (width === 2 || code === EMOJI_PRESENTATION || isFlag) widenLast(screen, code);
  return true;
}

/** Gives the character before the cursor two cells, in the next row if need be. */
function widenLast(screen: Screen, because: number): void {
  const { row } = screen;
  const column = lastColumn(screen);
  const code = row.codes[column] ?? 0;
  if (column < 0 || code === wideTail) return;
  if (because === EMOJI_PRESENTATION && !canBeEmoji(code)) return;
  const rest = row.clusters?.get(column) ?? [];
  screen.x = column;
  screen.pendingWrap = false;
  if (screen.modes.insert) deleteCharacters(screen, 1);
  place(screen, code, 2);
  const first = lastColumn(screen) - 1;
  if (screen.row.codes[first] === code) screen.row.join(first, rest);
}

/** Digits, "#" and "*" stay narrow until their keycap: only pictographs have an emoji form. */
function canBeEmoji(code: number): boolean {
  return nextClusterState(noCluster, code) === nextClusterState(noCluster, 0xa9);
}
