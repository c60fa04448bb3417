import type { CellStyle } from './style.ts';

/** Neighbouring cells that look alike. */
export interface TextRun {
  readonly text: string;
  /** Cells that it takes. */
  readonly columns: number;
  readonly style: CellStyle;
}

/** A row of the screen or a whole logical line of the history, without the blanks at its end. */
export interface Line {
  readonly runs: readonly TextRun[];
  /** The text runs on: into the next row, or from the history into the screen. */
  readonly wraps: boolean;
}

/** One cell. The second cell of a wide character has width 0 and no text; a blank has no text either. */
export interface Cell {
  readonly text: string;
  readonly width: 0 | 1 | 2;
  readonly style: CellStyle;
}

/** The text of a line without its styles. */
export function textOf(line: Line): string {
  return line.runs.map((run) => run.text).join('');
}
