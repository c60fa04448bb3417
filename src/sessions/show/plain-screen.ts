import type { Terminal } from '../../term/terminal.ts';
import { screenLines } from '../core/screen-text.ts';

/**
 * The screen for people: a header, then its rows with the cursor's cell as "[x]", or "[_]" where
 * nothing stands. The place goes by columns, so wide characters do not shift it.
 */
export function plainScreen(terminal: Terminal): string {
  const { columns, rows } = terminal.size;
  const { x, y, visible } = terminal.cursor;
  const header = `--- Terminal ${columns}x${rows} | Cursor: (${y}, ${x}) ---`;
  const lines = screenLines(terminal).map((line, row) => {
    const text = line.runs.map((run) => run.text).join('');
    return row === y && visible ? withMarker(terminal) : text.trimEnd();
  });
  return [header, ...lines].join('\n').replace(/\n+$/, '');
}

function withMarker(terminal: Terminal): string {
  const { x, y } = terminal.cursor;
  const at = terminal.cell(x, y).width === 0 && x > 0 ? x - 1 : x;
  const cells = Array.from({ length: terminal.size.columns }, (_, column) => {
    const { text, width } = terminal.cell(column, y);
    const shown = text === '' && width !== 0 ? ' ' : text;
    return column === at ? `[${shown.trim() === '' ? '_' : shown}]` : shown;
  });
  return cells.join('').trimEnd();
}
