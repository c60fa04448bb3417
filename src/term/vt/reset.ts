import { initialModes } from '../modes.ts';
import { endLineAbove } from '../screen/end-line.ts';
import { styleFlag } from '../screen/style-table.ts';
import type { Vt } from './vt.ts';

/** DECSTR: modes and renditions as at power-on; the screen stays. */
export function softReset({ screen }: Vt): void {
  const { modes } = screen;
  modes.cursorVisible = true;
  modes.insert = false;
  modes.origin = false;
  modes.autoWrap = true;
  modes.reverseWrap = false;
  modes.applicationCursorKeys = false;
  modes.applicationKeypad = false;
  modes.leftRightMargins = false;
  screen.resetMargins();
  screen.pen.reset();
  screen.charsets.reset();
  screen.savedMain = undefined;
  screen.savedAlternate = undefined;
}

/** RIS: everything as at power-on, but the history stays. */
export function hardReset(vt: Vt): void {
  const { screen } = vt;
  softReset(vt);
  Object.assign(screen.modes, initialModes);
  for (let y = 0; y < screen.height; y += 1) {
    screen.main.row(y).clear(0);
    screen.alternate.row(y).clear(0);
  }
  screen.hidden = [];
  screen.grid = screen.main;
  endLineAbove(screen, 0);
  screen.pendingWrap = false;
  screen.x = 0;
  screen.y = 0;
  screen.resetTabs();
  vt.keyboard.reset();
  vt.look.setStyle(0);
  vt.palette.changed.clear();
  vt.savedModes.clear();
  vt.titles.windowStack = [];
  vt.titles.iconStack = [];
}

/** DECSCA: whether what is printed from now on is safe from selective erasing. */
export function setProtection({ screen }: Vt, value: number): void {
  if (value > 2) return;
  if (value === 1) screen.pen.flags |= styleFlag.protected;
  else screen.pen.flags &= ~styleFlag.protected;
  screen.pen.changed();
}
