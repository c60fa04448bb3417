import type { VtTerminal } from '../../../src/term/vt/vt-terminal.ts';
import type { Decision } from './xterm-decisions.ts';

const CSI = '\u001B[';

/** Where xterm.js and we show the same, but keep other lines of it: in the history, or wrapped. */
export const lineDecisions: readonly Decision[] = [
  {
    because: 'RIS forgets the history in xterm.js; in xterm and here it stays',
    applies: (sequence, { history }) => sequence === '\u001Bc' && history.nextLine > 0,
    example: { before: 'a\r\nb\r\nc\r\nd', sequence: '\u001Bc' },
  },
  {
    because:
      'SU at the top of the main screen is lost in xterm.js; in xterm, kitty and here it is history',
    applies: (sequence, { vt }) =>
      /\[[\d;]*S$/.test(sequence) && vt.screen.top === 0 && !vt.screen.isAlternate,
    example: { before: 'a\r\nb', sequence: `${CSI}S` },
  },
  {
    because:
      'a row that is erased to its end does not wrap any more in xterm and here; in xterm.js it does',
    applies: (sequence, { vt }) =>
      vt.screen.row.wraps && /\[\??(?:[\d;]*[KX@P]|0*1J)$/.test(sequence),
    example: { before: `abcdefgh${CSI}H`, sequence: `${CSI}K` },
  },
  {
    because:
      'ED 1 in the last column ends another line in xterm.js: it counts rows from the oldest of the history',
    applies: (sequence, { vt, size }) =>
      /\[\??0*1J$/.test(sequence) && vt.screen.x + 1 >= size.columns,
    example: { before: `abcdefghijklm\r\n\n${CSI}H${CSI}99C`, sequence: `${CSI}1J` },
  },
  {
    because:
      'rows that scroll between margins, or wrap in the last row below them, go on with the row above in xterm.js',
    applies: (sequence) => /\[[\d;]+r$/.test(sequence),
    example: { before: `a\r\nabcdefgh`, sequence: `${CSI}2r`, after: `${CSI}3;1H\n` },
  },
  {
    because:
      'the rest of a line goes on with the row that IL, DL, SD or RI puts above it in xterm.js',
    applies: (sequence, { vt }) =>
      (/\[[\d;]*[LMT^]$/.test(sequence) || sequence === '\u001BM' || sequence === '\u008D') &&
      wraps(vt),
    example: { before: `abcdefgh${CSI}2H`, sequence: `${CSI}L` },
  },
  {
    because: 'REP over more than two screens is cut here, so that a huge one ends',
    applies: (sequence, { size }) =>
      Number(/\[(\d+)b$/.exec(sequence)?.[1] ?? 0) > size.columns * size.rows * 2,
    example: { sequence: `a${CSI}99b` },
  },
  {
    because:
      'a row whose columns are moved does not run on any more; in xterm.js the lowest one does',
    applies: (sequence, { vt }) =>
      /\[\d*(?: [@A]|'[}~])$/.test(sequence) && vt.screen.grid.row(vt.screen.bottom).wraps,
    example: { before: `\nabcdefg${CSI}1;2r`, sequence: `${CSI} @` },
  },
  {
    because:
      'a row that insert mode pushes text out of does not run on any more; in xterm.js it does',
    applies: (sequence, { modes, vt }) =>
      modes.insert && (!sequence.startsWith('\u001B') || sequence.endsWith('b')) && wraps(vt),
    example: { before: `abcdefgh${CSI}1;6H${CSI}4h`, sequence: 'x' },
  },
];

function wraps({ screen, history }: VtTerminal['vt']): boolean {
  return history.isOpen || screen.main.rows().some((row) => row.wraps);
}

/** The first such decision that a sequence falls under. */
export function lineDecisionFor(sequence: string, ours: VtTerminal): Decision | undefined {
  return lineDecisions.find((decision) => decision.applies(sequence, ours));
}
