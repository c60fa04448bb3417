import type { Sequence } from '../parser/sequence.ts';
import type { Vt } from './vt.ts';

const CSI = '\u001B[';
const DCS = '\u001BP';
const ST = '\u001B\\';
const CELL_PIXELS = { width: 10, height: 20 };

/** DA1: a VT220 with selective erase (6), colour (22) and, if programs may set it, a clipboard (52). */
export function reportPrimaryAttributes(vt: Vt): void {
  vt.reply(`${CSI}?62;6;22${vt.options.allowsClipboard === true ? ';52' : ''}c`);
}

/** DA2: programs take the version for xterm's; from 277 on vim uses SGR mouse reports. */
export function reportSecondaryAttributes(vt: Vt): void {
  vt.reply(`${CSI}>1;277;0c`);
}

/** DA3: the unit's id, "stet" in hex. */
export function reportTertiaryAttributes(vt: Vt): void {
  vt.reply(`${DCS}!|73746574${ST}`);
}

/** XTVERSION. */
export function reportVersion(vt: Vt): void {
  vt.reply(`${DCS}>|stet(1)${ST}`);
}

/** DSR: 5 asks for health, 6 for the cursor. */
export function reportStatus(vt: Vt, sequence: Sequence): void {
  const what = sequence.value(0, 0);
  if (what === 5) vt.reply(`${CSI}0n`);
  else if (what === 6) vt.reply(`${CSI}${cursorAddress(vt)}R`);
  else vt.countUnanswered(`DSR ${what}`);
}

/** The private DSR: 6 is DECXCPR, 996 asks whether it is dark or light. */
export function reportPrivateStatus(vt: Vt, sequence: Sequence): void {
  const what = sequence.value(0, 0);
  const answer = privateStatus.get(what);
  if (what === 6) vt.reply(`${CSI}?${cursorAddress(vt)};1R`);
  else if (what === 996) reportColorScheme(vt);
  else if (answer === undefined) vt.countUnanswered(`DSR ?${what}`);
  else vt.reply(`${CSI}?${answer}n`);
}

/** No printer (15), keys not locked (25), a North American keyboard (26), no locator (53, 55, 56). */
const privateStatus: ReadonlyMap<number, string> = new Map([
  [15, '13'],
  [25, '20'],
  [26, '27;1;0;0'],
  [53, '53'],
  [55, '53'],
  [56, '57;0'],
]);

/** The answer to ?996n, also sent by itself in mode 2031. */
export function reportColorScheme(vt: Vt): void {
  vt.reply(`${CSI}?997;${vt.colorScheme === 'dark' ? 1 : 2}n`);
}

/** Mode 2048: the size in cells and pixels. */
export function reportSize(vt: Vt): void {
  const { columns, height } = vt.screen;
  const pixels = textPixels(vt);
  vt.reply(`${CSI}48;${height};${columns};${pixels.height};${pixels.width}t`);
}

/** DECREQTPARM: no parity, 8 bits, 38400 baud, as xterm says. */
export function reportTerminalParameters(vt: Vt, sequence: Sequence): void {
  const kind = sequence.value(0, 0);
  if (kind < 2) vt.reply(`${CSI}${kind + 2};1;1;128;128;1;0x`);
}

/** XTQMODKEYS. */
export function reportModifyKeys(vt: Vt, sequence: Sequence): void {
  const resource = sequence.value(0, 0);
  if (resource === 4) vt.reply(`${CSI}>4;${vt.screen.modes.modifyOtherKeys}m`);
  else vt.countUnanswered(`XTQMODKEYS ${resource}`);
}

/** XTWINOPS: sizes are told, titles are kept; nothing moves a window that is not there. */
export function operateWindow(vt: Vt, sequence: Sequence): void {
  const what = sequence.value(0, 0);
  const { columns, height } = vt.screen;
  const pixels = textPixels(vt);
  const cell = vt.options.cellPixels ?? CELL_PIXELS;
  if (what === 14) vt.reply(`${CSI}4;${pixels.height};${pixels.width}t`);
  else if (what === 16) vt.reply(`${CSI}6;${cell.height};${cell.width}t`);
  else if (what === 18) vt.reply(`${CSI}8;${height};${columns}t`);
  else if (what === 22) vt.titles.push(sequence.value(1, 0));
  else if (what === 23) {
    vt.titles.pop(sequence.value(1, 0));
    vt.report({ kind: 'title', title: vt.titles.window });
  } else if (windowQueries.has(what)) vt.countUnanswered(`XTWINOPS ${what}`);
}

const windowQueries: ReadonlySet<number> = new Set([11, 13, 15, 19, 20, 21]);

function textPixels(vt: Vt): { readonly width: number; readonly height: number } {
  const cell = vt.options.cellPixels ?? CELL_PIXELS;
  return { width: cell.width * vt.screen.columns, height: cell.height * vt.screen.height };
}

function cursorAddress({ screen }: Vt): string {
  const { origin } = screen.modes;
  const row = screen.y - (origin ? screen.top : 0) + 1;
  return `${row};${screen.x - (origin ? screen.left : 0) + 1}`;
}
