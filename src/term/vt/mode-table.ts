import type { MouseEncoding, MouseProtocol } from '../modes.ts';
import { moveToAddress } from '../screen/cursor-moves.ts';
import { restoreCursor, saveCursor } from '../screen/save-cursor.ts';
import type { LiveModes } from '../screen/screen.ts';
import { noCluster } from '../unicode/graphemes.ts';
import { reportSize } from './reports.ts';
import type { Vt } from './vt.ts';

/** A mode that can be set, reset and asked for. */
export interface Mode {
  readonly isSet: (vt: Vt) => boolean;
  readonly set: (vt: Vt, value: boolean) => void;
}

type Flag = {
  [Name in keyof LiveModes]: LiveModes[Name] extends boolean ? Name : never;
}[keyof LiveModes];

/** The modes of SM and RM without a prefix. */
export const ansiModes: ReadonlyMap<number, Mode> = new Map([
  [4, flag('insert')],
  [20, flag('newLine')],
]);

/** The modes of DECSET and DECRST that we honour. */
export const privateModes: ReadonlyMap<number, Mode> = new Map([
  [1, flag('applicationCursorKeys')],
  [5, flag('reverseVideo')],
  [6, flag('origin', goHome)],
  [7, flag('autoWrap')],
  [9, mouse('press')],
  [12, cursorBlink()],
  [25, flag('cursorVisible')],
  [45, flag('reverseWrap')],
  [47, screenSwitch(() => undefined)],
  [66, flag('applicationKeypad')],
  [67, flag('backspaceSendsBs')],
  [69, flag('leftRightMargins', liftColumnMargins)],
  [1000, mouse('click')],
  [1002, mouse('drag')],
  [1003, mouse('motion')],
  [1004, flag('focusEvents')],
  [1005, encoding('utf8')],
  [1006, encoding('sgr')],
  [1007, flag('alternateScroll')],
  [1015, encoding('urxvt')],
  [1016, encoding('sgr-pixels')],
  [1047, screenSwitch(clearOnLeaving)],
  [1048, { isSet: hasSavedCursor, set: saveOrRestore }],
  [1049, { isSet: ({ screen }) => screen.isAlternate, set: switchWithCursor }],
  [2004, flag('bracketedPaste')],
  [2026, { isSet: isSynchronized, set: (vt, value) => vt.setSynchronized(value) }],
  [2027, flag('graphemeClusters', forgetCluster)],
  [2031, flag('colorSchemeUpdates')],
  [2048, flag('resizeReports', reportIfSet)],
]);

function flag(name: Flag, then: (vt: Vt) => void = () => undefined): Mode {
  return {
    isSet: ({ screen }) => screen.modes[name],
    set: (vt, value) => {
      vt.screen.modes[name] = value;
      then(vt);
    },
  };
}

function mouse(protocol: MouseProtocol): Mode {
  return {
    isSet: ({ screen }) => screen.modes.mouse === protocol,
    set: ({ screen }, value) => {
      screen.modes.mouse = value ? protocol : 'none';
    },
  };
}

function encoding(name: MouseEncoding): Mode {
  return {
    isSet: ({ screen }) => screen.modes.mouseEncoding === name,
    set: ({ screen }, value) => {
      screen.modes.mouseEncoding = value ? name : 'default';
    },
  };
}

function cursorBlink(): Mode {
  return {
    isSet: ({ look }) => look.blinking,
    set: ({ look }, value) => {
      look.blinking = value;
    },
  };
}

/** A switch of screens; `change` runs before it. */
function screenSwitch(change: (vt: Vt, value: boolean) => void): Mode {
  return {
    isSet: ({ screen }) => screen.isAlternate,
    set: (vt, value) => {
      change(vt, value);
      switchScreen(vt, value);
    },
  };
}

function switchScreen({ screen, keyboard }: Vt, isAlternate: boolean): void {
  screen.grid = isAlternate ? screen.alternate : screen.main;
  screen.modes.alternateScreen = isAlternate;
  keyboard.isAlternate = isAlternate;
  screen.modes.kittyKeyboard = keyboard.current;
}

function clearOnLeaving({ screen }: Vt, value: boolean): void {
  if (!value && screen.isAlternate) clearAlternate(screen);
}

function clearAlternate(screen: Vt['screen']): void {
  for (let y = 0; y < screen.height; y += 1) screen.alternate.row(y).clear(screen.blank);
}

function switchWithCursor(vt: Vt, value: boolean): void {
  if (value) {
    saveCursor(vt.screen);
    if (!vt.screen.isAlternate) clearAlternate(vt.screen);
    switchScreen(vt, true);
  } else {
    switchScreen(vt, false);
    restoreCursor(vt.screen);
  }
}

function hasSavedCursor({ screen }: Vt): boolean {
  return (screen.isAlternate ? screen.savedAlternate : screen.savedMain) !== undefined;
}

function saveOrRestore({ screen }: Vt, value: boolean): void {
  if (value) saveCursor(screen);
  else restoreCursor(screen);
}

function isSynchronized(vt: Vt): boolean {
  vt.endStaleUpdate();
  return vt.screen.modes.synchronizedOutput;
}

function goHome({ screen }: Vt): void {
  moveToAddress(screen, 0, 0);
}

/** Only when the mode ends: setting it again keeps them. */
function liftColumnMargins({ screen }: Vt): void {
  if (screen.modes.leftRightMargins) return;
  screen.left = 0;
  screen.right = screen.columns - 1;
}

function forgetCluster({ screen }: Vt): void {
  screen.clusterState = noCluster;
}

function reportIfSet(vt: Vt): void {
  if (vt.screen.modes.resizeReports) reportSize(vt);
}
