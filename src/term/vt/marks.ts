import type { Mark } from '../terminal.ts';
import type { Vt } from './vt.ts';

/** All marks that are still known, oldest first. */
export function allMarks(vt: Vt): Mark[] {
  const marks = [...vt.historyMarks];
  for (let y = 0; y < vt.screen.height; y += 1) {
    for (const mark of vt.screen.main.row(y).marks ?? []) {
      marks.push({ ...mark, line: markLine(vt, y) });
    }
  }
  return marks;
}

/** The number of the logical line that a row of the main screen is a part of. */
export function markLine(vt: Vt, y: number): number {
  const { history, screen } = vt;
  let line = history.isOpen ? history.nextLine - 1 : history.nextLine;
  for (let at = 0; at < y; at += 1) if (!screen.main.row(at).wraps) line += 1;
  return line;
}
