import type { Sequence } from '../parser/sequence.ts';
import * as move from '../screen/cursor-moves.ts';
import * as edit from '../screen/edit.ts';
import * as erase from '../screen/erase.ts';
import { printCode } from '../screen/print.ts';
import { restoreCursor, saveCursor } from '../screen/save-cursor.ts';
import { scrollDown, scrollUp } from '../screen/scroll.ts';
import { widthOf } from '../unicode/code-points.ts';
import * as keys from './keyboard-commands.ts';
import * as modes from './mode-commands.ts';
import * as reports from './reports.ts';
import { setProtection, softReset } from './reset.ts';
import { selectRendition } from './sgr.ts';
import type { Vt } from './vt.ts';

type Handler = (vt: Vt, sequence: Sequence) => void;

/** Does what a CSI sequence asks for. Unknown ones do nothing. */
export function dispatchCsi(vt: Vt, sequence: Sequence): void {
  const { screen } = vt;
  const last = screen.lastPrinted;
  screen.endText();
  if ((sequence.prefix | sequence.intermediate) !== 0) dispatchMarked(vt, sequence);
  else if (sequence.final === SGR) selectRendition(screen.pen, sequence);
  else if (sequence.final === CUP) moveToAddress(vt, sequence);
  else if (sequence.final === REP) repeat(vt, last, sequence.atLeastOne(0));
  else plain[sequence.final]?.(vt, sequence);
}

function dispatchMarked(vt: Vt, sequence: Sequence): void {
  const { prefix, intermediate, final } = sequence;
  marked.get((prefix << 16) | (intermediate << 8) | final)?.(vt, sequence);
}

const CUP = 0x48;
const REP = 0x62;
const SGR = 0x6d;

/** Those without a prefix and an intermediate byte, but for the most frequent ones. */
const plainHandlers: Readonly<Record<string, Handler>> = {
  '@': ({ screen }, sequence) => edit.insertCharacters(screen, sequence.atLeastOne(0)),
  A: ({ screen }, sequence) => move.moveUp(screen, sequence.atLeastOne(0)),
  B: ({ screen }, sequence) => move.moveDown(screen, sequence.atLeastOne(0)),
  C: ({ screen }, sequence) => move.moveRight(screen, sequence.atLeastOne(0)),
  D: ({ screen }, sequence) => move.moveLeft(screen, sequence.atLeastOne(0)),
  E: ({ screen }, sequence) => {
    move.moveDown(screen, sequence.atLeastOne(0));
    move.returnCarriage(screen);
  },
  F: ({ screen }, sequence) => {
    move.moveUp(screen, sequence.atLeastOne(0));
    move.returnCarriage(screen);
  },
  G: ({ screen }, sequence) => move.moveToColumn(screen, sequence.atLeastOne(0) - 1),
  I: ({ screen }, sequence) => move.tabForward(screen, sequence.atLeastOne(0)),
  J: ({ screen }, sequence) => erase.eraseInDisplay(screen, sequence.value(0, 0)),
  K: ({ screen }, sequence) => erase.eraseInRow(screen, sequence.value(0, 0)),
  L: ({ screen }, sequence) => edit.insertLines(screen, sequence.atLeastOne(0)),
  M: ({ screen }, sequence) => edit.deleteLines(screen, sequence.atLeastOne(0)),
  P: ({ screen }, sequence) => edit.deleteCharacters(screen, sequence.atLeastOne(0)),
  S: ({ screen }, sequence) => scrollUp(screen, screen, sequence.atLeastOne(0)),
  T: ({ screen }, sequence) => {
    if (sequence.count < 2) scrollDown(screen, screen, sequence.atLeastOne(0));
  },
  X: ({ screen }, sequence) => erase.eraseCharacters(screen, sequence.atLeastOne(0)),
  Z: ({ screen }, sequence) => move.tabBackward(screen, sequence.atLeastOne(0)),
  '^': ({ screen }, sequence) => scrollDown(screen, screen, sequence.atLeastOne(0)),
  '`': ({ screen }, sequence) => move.moveToColumn(screen, sequence.atLeastOne(0) - 1),
  a: ({ screen }, sequence) => move.advanceColumn(screen, sequence.atLeastOne(0)),
  c: (vt, sequence) => {
    if (sequence.value(0, 0) === 0) reports.reportPrimaryAttributes(vt);
  },
  d: ({ screen }, sequence) => move.moveToRow(screen, sequence.atLeastOne(0) - 1),
  e: ({ screen }, sequence) => move.advanceRow(screen, sequence.atLeastOne(0)),
  f: moveToAddress,
  g: clearTabs,
  h: (vt, sequence) => modes.setAnsiModes(vt, sequence, true),
  l: (vt, sequence) => modes.setAnsiModes(vt, sequence, false),
  n: reports.reportStatus,
  r: setRowMargins,
  s: saveCursorOrSetMargins,
  t: reports.operateWindow,
  u: ({ screen }) => restoreCursor(screen),
  x: reports.reportTerminalParameters,
};

const plain: readonly (Handler | undefined)[] = Array.from(
  { length: 0x7f },
  (_, final) => plainHandlers[String.fromCharCode(final)],
);

/** Sequences with a prefix or an intermediate byte, written as they appear: prefix, byte, final. */
const markedHandlers: Readonly<Record<string, Handler>> = {
  '?J': ({ screen }, sequence) => erase.eraseUnprotectedInDisplay(screen, sequence.value(0, 0)),
  '?K': ({ screen }, sequence) => erase.eraseUnprotectedInRow(screen, sequence.value(0, 0)),
  '?S': (vt, sequence) => vt.countUnanswered(`XTSMGRAPHICS ${sequence.value(0, 0)}`),
  '?W': ({ screen }, sequence) => {
    if (sequence.value(0, 0) === 5) screen.resetTabs();
  },
  '?h': (vt, sequence) => modes.setPrivateModes(vt, sequence, true),
  '?l': (vt, sequence) => modes.setPrivateModes(vt, sequence, false),
  '?m': reports.reportModifyKeys,
  '?n': reports.reportPrivateStatus,
  '?r': modes.restoreModes,
  '?s': modes.saveModes,
  '?u': keys.reportKeyboardFlags,
  '>c': (vt, sequence) => {
    if (sequence.value(0, 0) === 0) reports.reportSecondaryAttributes(vt);
  },
  '>m': keys.setModifyKeys,
  '>n': keys.resetModifyKeys,
  '>q': (vt, sequence) => {
    if (sequence.value(0, 0) === 0) reports.reportVersion(vt);
  },
  '>u': keys.pushKeyboardFlags,
  '<u': keys.popKeyboardFlags,
  '=u': keys.setKeyboardFlags,
  '=c': (vt, sequence) => {
    if (sequence.value(0, 0) === 0) reports.reportTertiaryAttributes(vt);
  },
  '!p': softReset,
  $p: modes.reportMode,
  '?$p': modes.reportMode,
  ' q': ({ look }, sequence) => look.setStyle(sequence.value(0, 0)),
  '"q': (vt, sequence) => setProtection(vt, sequence.value(0, 0)),
  ' @': ({ screen }, sequence) => edit.deleteColumns(screen, screen.left, sequence.atLeastOne(0)),
  ' A': ({ screen }, sequence) => edit.insertColumns(screen, screen.left, sequence.atLeastOne(0)),
  "'}": ({ screen }, sequence) => edit.insertColumns(screen, screen.x, sequence.atLeastOne(0)),
  "'~": ({ screen }, sequence) => edit.deleteColumns(screen, screen.x, sequence.atLeastOne(0)),
  '*y': unanswered('DECRQCRA'),
  $w: unanswered('DECRQPSR'),
  $u: unanswered('DECRQTSR'),
  '&u': unanswered('DECRQUPSS'),
  '"v': unanswered('DECRQDE'),
  "'|": unanswered('DECRQLP'),
  '#|': unanswered('XTREPORTSGR'),
  '#R': unanswered('XTREPORTCOLORS'),
};

/** A question that we do not answer. */
function unanswered(name: string): Handler {
  return (vt) => vt.countUnanswered(name);
}

const marked: ReadonlyMap<number, Handler> = new Map(
  Object.entries(markedHandlers).map(([name, handler]) => [keyOf(name), handler]),
);

function keyOf(name: string): number {
  const prefix = /^[<=>?]/.exec(name)?.[0].charCodeAt(0) ?? 0;
  const rest = prefix === 0 ? name : name.slice(1);
  const intermediate = rest.length > 1 ? rest.charCodeAt(0) : 0;
  return (prefix << 16) | (intermediate << 8) | rest.charCodeAt(rest.length - 1);
}

function moveToAddress({ screen }: Vt, sequence: Sequence): void {
  move.moveToAddress(screen, sequence.atLeastOne(0) - 1, sequence.atLeastOne(1) - 1);
}

function setRowMargins({ screen }: Vt, sequence: Sequence): void {
  const bottom = sequence.value(1, 0);
  const last = bottom === 0 ? screen.height : bottom;
  move.setRowMargins(screen, sequence.atLeastOne(0) - 1, last - 1);
}

function saveCursorOrSetMargins({ screen }: Vt, sequence: Sequence): void {
  if (!screen.modes.leftRightMargins) saveCursor(screen);
  else {
    const right = sequence.value(1, 0);
    const last = right === 0 ? screen.columns : right;
    move.setColumnMargins(screen, sequence.atLeastOne(0) - 1, last - 1);
  }
}

function clearTabs({ screen }: Vt, sequence: Sequence): void {
  const what = sequence.value(0, 0);
  if (what === 0) screen.tabs[screen.x] = 0;
  else if (what === 3) screen.tabs.fill(0);
}

/**
 * REP: the character printed just before, again. More than two screens full would only scroll: what
 * is over is cut by whole rows, so that the screen looks the same.
 */
function repeat({ screen }: Vt, code: number, count: number): void {
  if (code === 0) return;
  const most = screen.columns * screen.height * 2;
  const width = screen.right - screen.left + 1;
  const perRow = Math.max(1, Math.floor(width / Math.max(1, widthOf(code))));
  const steps = count <= most ? count : most + ((count - most) % perRow);
  for (let step = 0; step < steps; step += 1) printCode(screen, code);
}
