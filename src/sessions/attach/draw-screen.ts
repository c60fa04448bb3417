import { renderAnsi } from '../../term/render-ansi.ts';
import type { Line } from '../../term/line.ts';
import type { TerminalModes } from '../../term/modes.ts';
import type { Cursor, Terminal } from '../../term/terminal.ts';
import { screenLines } from '../core/screen-text.ts';
import { mainScreen } from '../core/main-screen.ts';

const CSI = '\u001B[';

/** What makes another terminal of the same size show this one, and behave as it does. */
export function drawScreen(terminal: Terminal): string {
  const { modes, title } = terminal;
  const main = modes.alternateScreen ? mainScreen(terminal) : terminal;
  const blank = `${CSI}!p${CSI}?7h${CSI}?6l${CSI}r${CSI}H${CSI}2J`;
  const alternate = modes.alternateScreen
    ? `${placed(main.cursor)}${CSI}?1049h${CSI}H${CSI}2J${drawnRows(screenLines(terminal))}`
    : '';
  const shownTitle = title === '' ? '' : `\u001B]2;${title.replaceAll(/\p{Cc}/gu, ' ')}\u0007`;
  return [
    blank,
    drawnRows(screenLines(main)),
    alternate,
    shownTitle,
    marginsOf(terminal),
    drawModes(modes),
    cursorOf(terminal),
  ].join('');
}

function drawnRows(lines: readonly Line[]): string {
  return lines
    .map(({ runs }, row) => {
      const text = renderAnsi([{ runs, wraps: false }]).slice(0, -1);
      return text === '' ? '' : `${CSI}${row + 1};1H${text}`;
    })
    .join('');
}

function placed({ x, y }: Cursor): string {
  return `${CSI}${y + 1};${x + 1}H`;
}

function marginsOf({ margins, size }: Terminal): string {
  const { top, bottom } = margins;
  return top === 0 && bottom === size.rows - 1 ? '' : `${CSI}${top + 1};${bottom + 1}r`;
}

function cursorOf(terminal: Terminal): string {
  const { cursor, modes, margins } = terminal;
  const shapes = { block: 1, underline: 3, bar: 5 } as const;
  const shape = shapes[cursor.shape] + (cursor.blinking ? 0 : 1);
  const y = cursor.y - (modes.origin ? margins.top : 0);
  const full = cursor.pendingWrap ? terminal.cell(cursor.x, cursor.y).text : '';
  return [
    modes.origin ? `${CSI}?6h` : '',
    placed({ ...cursor, y }),
    full,
    `${CSI}${shape} q`,
    `${CSI}?25${cursor.visible ? 'h' : 'l'}`,
  ].join('');
}

const mouse = { none: '', press: '9', click: '1000', drag: '1002', motion: '1003' } as const;
const encodings = {
  default: '',
  utf8: '1005',
  sgr: '1006',
  urxvt: '1015',
  'sgr-pixels': '1016',
} as const;

/** Switches on what decides about the input of a person's terminal, and how it prints. */
function drawModes(modes: TerminalModes): string {
  const on = [
    modes.applicationCursorKeys ? '1' : '',
    modes.applicationKeypad ? '66' : '',
    modes.reverseVideo ? '5' : '',
    modes.focusEvents ? '1004' : '',
    modes.bracketedPaste ? '2004' : '',
    modes.graphemeClusters ? '2027' : '',
    mouse[modes.mouse],
    encodings[modes.mouseEncoding],
  ].filter((mode) => mode !== '');
  return [
    on.map((mode) => `${CSI}?${mode}h`).join(''),
    modes.autoWrap ? '' : `${CSI}?7l`,
    modes.alternateScroll ? '' : `${CSI}?1007l`,
    modes.insert ? `${CSI}4h` : '',
    modes.kittyKeyboard === 0 ? '' : `${CSI}>${modes.kittyKeyboard}u`,
    modes.modifyOtherKeys === 0 ? '' : `${CSI}>4;${modes.modifyOtherKeys}m`,
  ].join('');
}
