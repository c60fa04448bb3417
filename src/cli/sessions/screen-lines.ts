import type { ScreenState, SessionElement } from '../../protocol/session-answers.ts';
import { alignColumns } from '../text/columns.ts';
import type { Page } from '../text/page.ts';
import { printable } from '../text/printable.ts';
import { exitText } from './exit-text.ts';

/** A snapshot for people: one line about it, then the screen, then what was asked for besides. */
export function screenLines(state: ScreenState, page: Page): readonly string[] {
  return [
    page.paint('dim', printable(headOf(state))),
    ...(state.scrollback?.lines ?? []).map(printable),
    ...rowsOf(state),
    ...elementLines(state.elements ?? [], page),
    ...(state.note === undefined ? [] : [page.paint('yellow', printable(state.note))]),
  ];
}

function headOf(state: ScreenState): string {
  const { session, size, cursor, title, modes, outcome, exit } = state;
  const facts = [
    session.name,
    `${size.cols}x${size.rows}`,
    `cursor ${cursor.row},${cursor.col}${cursor.visible ? '' : ' hidden'}`,
    ...(title === '' ? [] : [JSON.stringify(title)]),
    ...(modes.length === 0 ? [] : [modes.join(' ')]),
    ...(outcome === 'immediate' ? [] : [outcome]),
    ...(exit === undefined ? [] : [exitText(exit)]),
  ];
  return facts.join('  ');
}

function rowsOf({ text, changed_rows: changed }: ScreenState): readonly string[] {
  if (changed !== undefined) {
    return changed.map((row) => `${String(row.row).padStart(3)}  ${printable(row.text)}`);
  }
  return text === undefined ? [] : text.split('\n').map((row) => printable(row));
}

const COLUMNS = [
  { title: 'REF', style: 'bold' as const },
  { title: 'KIND' },
  { title: 'ROW', isRight: true },
  { title: 'COL', isRight: true },
  { title: 'ON' },
  { title: 'TEXT' },
];

function elementLines(elements: readonly SessionElement[], page: Page): readonly string[] {
  if (elements.length === 0) return [];
  const rows = elements.map(({ ref, kind, row, col, on, text }) => [
    ref,
    kind,
    String(row),
    String(col),
    on === undefined ? '' : on ? 'on' : 'off',
    text,
  ]);
  return ['', ...alignColumns(page, COLUMNS, rows)];
}
