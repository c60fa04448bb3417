import { ascii } from '../screen/charsets.ts';
import * as move from '../screen/cursor-moves.ts';
import { deleteColumns, insertColumns } from '../screen/edit.ts';
import { fillWithE } from '../screen/erase.ts';
import { restoreCursor, saveCursor } from '../screen/save-cursor.ts';
import { index, reverseIndex } from '../screen/scroll.ts';
import { reportPrimaryAttributes } from './reports.ts';
import { hardReset } from './reset.ts';
import type { Vt } from './vt.ts';

/** Does what a C0 control asks for. */
export function dispatchControl(vt: Vt, byte: number): void {
  const { screen } = vt;
  screen.endText();
  if (byte === 0x0a || byte === 0x0b || byte === 0x0c) feedLine(vt);
  else if (byte === 0x0d) move.returnCarriage(screen);
  else if (byte === 0x08) move.backspace(screen);
  else if (byte === 0x09) move.tabForward(screen, 1);
  else if (byte === 0x07) vt.report({ kind: 'bell' });
  else if (byte === 0x0e) screen.charsets.invoke(1);
  else if (byte === 0x0f) screen.charsets.invoke(0);
  else if (byte === 0x05) vt.countUnanswered('ENQ');
}

/** Does what an escape sequence other than CSI and the control strings asks for. */
export function dispatchEscape(vt: Vt, intermediate: number, final: number): void {
  vt.screen.endText();
  if (intermediate === 0) escapes.get(final)?.(vt);
  else if (intermediate === 0x23 && final === 0x38) fillWithE(vt.screen);
  else if (intermediate >= 0x28 && intermediate <= 0x2b) {
    vt.screen.charsets.designate(intermediate - 0x28, final);
  } else if (intermediate >= 0x2d && intermediate <= 0x2f) {
    vt.screen.charsets.designate(intermediate - 0x2c, ascii);
  }
}

const escapes: ReadonlyMap<number, (vt: Vt) => void> = new Map(
  Object.entries<(vt: Vt) => void>({
    6: ({ screen }) => backIndex(screen),
    7: ({ screen }) => saveCursor(screen),
    8: ({ screen }) => restoreCursor(screen),
    9: ({ screen }) => forwardIndex(screen),
    '=': ({ screen }) => {
      screen.modes.applicationKeypad = true;
    },
    '>': ({ screen }) => {
      screen.modes.applicationKeypad = false;
    },
    D: ({ screen }) => indexWithoutWrap(screen),
    E: ({ screen }) => {
      indexWithoutWrap(screen);
      move.returnCarriage(screen);
    },
    H: ({ screen }) => {
      screen.tabs[screen.x] = 1;
    },
    M: ({ screen }) => {
      screen.pendingWrap = false;
      reverseIndex(screen);
    },
    N: ({ screen }) => screen.charsets.shiftOnce(2),
    O: ({ screen }) => screen.charsets.shiftOnce(3),
    Z: reportPrimaryAttributes,
    c: hardReset,
    n: ({ screen }) => screen.charsets.invoke(2),
    o: ({ screen }) => screen.charsets.invoke(3),
  }).map(([final, act]) => [final.charCodeAt(0), act]),
);

/** LF ends the row for good: what follows is no continuation of it. */
function feedLine({ screen }: Vt): void {
  screen.row.wraps = false;
  indexWithoutWrap(screen);
  if (screen.modes.newLine) move.returnCarriage(screen);
}

function indexWithoutWrap(screen: Vt['screen']): void {
  screen.pendingWrap = false;
  index(screen);
}

/** DECBI: left; at the left margin the columns move right instead. */
function backIndex(screen: Vt['screen']): void {
  if (screen.x === screen.left) insertColumns(screen, screen.x, 1);
  else move.moveLeft(screen, 1);
}

/** DECFI: right; at the right margin the columns move left instead. */
function forwardIndex(screen: Vt['screen']): void {
  if (screen.x === screen.right) deleteColumns(screen, screen.left, 1);
  else move.moveRight(screen, 1);
}
