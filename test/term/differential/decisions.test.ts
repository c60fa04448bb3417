import { expect, test } from 'vitest';
import type { Terminal } from '../../../src/term/terminal.ts';
import { encodeText } from '../../../src/base/lossless-text.ts';
import { VtTerminal } from '../../../src/term/vt/vt-terminal.ts';
import { XtermTerminal } from '../../../src/term/xterm/xterm-terminal.ts';
import { firstDifference, firstLineDifference } from './compare.ts';
import { decisionFor, decisions } from './xterm-decisions.ts';
import { lineDecisionFor, lineDecisions } from './xterm-line-decisions.ts';

const CSI = '\u001B[';

interface Difference {
  readonly title: string;
  readonly output: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Where we and xterm.js 6.0 differ on purpose: rows joined by "|", and the cursor. 6 by 3. */
const differences: readonly Difference[] = [
  {
    title: 'CBT counts from the last column while a wrap is pending',
    output: `abcdef${CSI}Z`,
    ours: 'abcdef|| 0,0',
    theirs: 'abcdef|| 5,0 pending',
  },
  {
    title: 'ICH on the second half of a wide character breaks it whole',
    output: `漢字${CSI}1;2H${CSI}@`,
    ours: '   字|| 1,0',
    theirs: '  字|| 1,0',
  },
  {
    title: 'VPR and CUU in origin mode count from where the cursor is',
    output: `${CSI}2;3r${CSI}?6h${CSI}2G`,
    ours: '|| 1,1',
    theirs: '|| 1,2',
  },
  {
    title: 'both screens share the margins',
    output: `${CSI}2;3r${CSI}?1049h${CSI}Ha\r\n\n\nb`,
    ours: 'a||b 1,2',
    theirs: '||b 1,2',
  },
  {
    title: 'DECRC brings a pending wrap back',
    output: `abcdef\u001B7${CSI}H\u001B8g`,
    ours: 'abcdef|g| 1,1',
    theirs: 'abcdeg|| 5,0 pending',
  },
  {
    title: 'without DECAWM a character over half a wide one at the edge breaks it whole',
    output: `${CSI}?7lab漢字x`,
    ours: 'ab漢 x|| 5,0',
    theirs: 'ab漢字x|| 5,0',
  },
  {
    title: '"_" in line drawing is a blank',
    output: '\u001B(0q_q',
    ours: '─ ─|| 3,0',
    theirs: '─_─|| 3,0',
  },
  {
    title: 'national character sets are not designated',
    output: '\u001B(K|',
    ours: '||| 1,0',
    theirs: 'ö|| 1,0',
  },
  {
    title: 'DECFI at the right edge moves the columns left',
    output: `abcdef${CSI}6G\u001B9`,
    ours: 'bcdef|| 5,0',
    theirs: 'abcdef|| 5,0',
  },
  {
    title: 'RIS shows the cursor again',
    output: `${CSI}?25l\u001Bc`,
    ours: '|| 0,0',
    theirs: '|| 0,0 hidden',
  },
  {
    title: 'DECALN lifts the margins',
    output: `${CSI}1;2r\u001B#8${CSI}2;1H\n`,
    ours: 'EEEEEE|EEEEEE|EEEEEE 0,2',
    theirs: 'EEEEEE||EEEEEE 0,1',
  },
  {
    title: 'IL outside of the margins leaves a pending wrap alone',
    output: `${CSI}2;3rabcdef${CSI}Lx`,
    ours: 'abcdef|x| 1,1',
    theirs: 'abcdex|| 5,0 pending',
  },
  {
    title: 'a combining mark joins the character before the cursor, wherever that was printed',
    output: `e${CSI}1;2H\u0301`,
    ours: 'e\u0301|| 1,0',
    theirs: 'e|| 2,0',
  },
];

test.each(differences)('$title', ({ output, ours, theirs }) => {
  const size = { columns: 6, rows: 3 };
  const one = new VtTerminal({ size });
  const other = new XtermTerminal({ size });
  one.write(encodeText(output));
  other.write(encodeText(output));
  expect([shown(one), shown(other)]).toEqual([ours, theirs]);
});

test.each(decisions)('$because', (decision) => {
  const { before = '', sequence, after = '' } = decision.example;
  const ours = new VtTerminal({ size: { columns: 6, rows: 3 } });
  ours.write(encodeText(before));
  expect(decisionFor(sequence, ours)).toBe(decision);
  ours.write(encodeText(sequence + after));
  expect(differenceToXterm(ours, before + sequence + after)).toBeDefined();
});

test.each(lineDecisions)('$because', (decision) => {
  const { before = '', sequence, after = '' } = decision.example;
  const ours = new VtTerminal({ size: { columns: 6, rows: 3 } });
  ours.write(encodeText(before));
  expect(lineDecisionFor(sequence, ours)).toBe(decision);
  ours.write(encodeText(sequence + after));
  const theirs = new XtermTerminal({ size: ours.size });
  theirs.write(encodeText(before + sequence + after));
  expect(firstDifference(ours, theirs)).toBeUndefined();
  expect(firstLineDifference(ours, theirs)).toBeDefined();
});

function differenceToXterm(ours: Terminal, output: string): string | undefined {
  const theirs = new XtermTerminal({ size: ours.size });
  theirs.write(encodeText(output));
  return firstDifference(ours, theirs);
}

function shown(terminal: Terminal): string {
  const rows = Array.from({ length: terminal.size.rows }, (_, y) =>
    terminal
      .line(y)
      .runs.map((run) => run.text)
      .join(''),
  );
  const { x, y, pendingWrap, visible } = terminal.cursor;
  return `${rows.join('|')} ${x},${y}${pendingWrap ? ' pending' : ''}${visible ? '' : ' hidden'}`;
}
