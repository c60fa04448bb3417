import { encodeUtf8 } from '../bytes/utf8.ts';
import type { Line, TextRun } from '../line.ts';
import { textOf } from '../line.ts';
import type { Match } from '../terminal.ts';
import type { History } from './history.ts';
import { clusterLead, PageReader } from './page.ts';
import type { HistoryPage, Piece } from './page.ts';
import { runsOfPiece } from './piece-runs.ts';

/** A logical line, of whatever many rows it was made. */
export function decodeHistoryLine(history: History, number: number): Line | undefined {
  return decodeHistoryLines(history, number, number + 1)[0];
}

/** The lines from one to before another; undefined for each that is not here. */
export function decodeHistoryLines(
  history: History,
  from: number,
  to: number,
): (Line | undefined)[] {
  const lines: (LineSoFar | undefined)[] = [];
  for (const paged of history.pieces(from, to)) {
    const { line, continues: wraps } = paged.piece;
    const runs = runsOfPiece(paged);
    while (lines.length < line - from) lines.push(undefined);
    const begun = lines[line - from];
    if (begun === undefined) lines.push({ runs, wraps });
    else {
      for (const run of runs) addRun(begun.runs, run);
      begun.wraps = wraps;
    }
  }
  while (lines.length < to - from) lines.push(undefined);
  return lines;
}

interface LineSoFar {
  readonly runs: TextRun[];
  wraps: boolean;
}

/** Where a text occurs first in each line that has it, newest line first. */
export function searchHistory(history: History, text: string, limit: number): Match[] {
  const matches: Match[] = [];
  if (text === '') return matches;
  for (const page of history.pages.toReversed()) {
    for (const line of linesWith(history, page, text)) {
      const offset = textOf(decodeHistoryLine(history, line) ?? noLine).indexOf(text);
      if (offset >= 0) matches.push({ line, offset });
      if (matches.length >= limit) return matches;
    }
  }
  return matches;
}

const noLine: Line = { runs: [], wraps: false };

/** Where one row ends and the next begins, cells may look alike. */
function addRun(runs: TextRun[], run: TextRun): void {
  const last = runs.at(-1);
  if (last?.style !== run.style) runs.push(run);
  else {
    const text = last.text + run.text;
    runs[runs.length - 1] = { text, columns: last.columns + run.columns, style: last.style };
  }
}

/** Lines that begin on a page and may hold the text, newest first. A line over several rows always may. */
function linesWith(history: History, page: HistoryPage, text: string): number[] {
  const lines: number[] = [];
  const wanted = encodeUtf8(text);
  let isInside = page.startsInside;
  for (const piece of new PageReader(page).pieces()) {
    const { line, continues } = piece;
    const begins = !isInside && line >= history.firstLine;
    if (begins && (continues || mayContain(piece, wanted))) lines.push(line);
    isInside = continues;
  }
  return lines.toReversed();
}

/** Clusters have other bytes between their characters, so a piece with one always may. */
function mayContain({ bytes, textAt, textEnd }: Piece, wanted: Uint8Array): boolean {
  const text = bytes.subarray(textAt, textEnd);
  const first = wanted[0] ?? 0;
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    let length = 1;
    while (length < wanted.length && text[at + length] === wanted[length]) length += 1;
    if (length === wanted.length) return true;
  }
  return text.includes(clusterLead + 1) || text.includes(clusterLead + 2);
}
