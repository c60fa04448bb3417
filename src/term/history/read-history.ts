import { encodeUtf8 } from '../bytes/utf8.ts';
import type { Line, TextRun } from '../line.ts';
import { textOf } from '../line.ts';
import type { Match } from '../terminal.ts';
import type { History, PagedPiece } from './history.ts';
import { clusterLead, PageReader } from './page.ts';
import type { HistoryPage } from './page.ts';
import { runsOfPiece } from './piece-runs.ts';

/** A logical line, of whatever many rows it was made. */
export function decodeHistoryLine(history: History, number: number): Line | undefined {
  const pieces = history.piecesOfLine(number);
  return pieces.length === 0 ? undefined : joinPieces(pieces);
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

function joinPieces(pieces: readonly PagedPiece[]): Line {
  const runs: TextRun[] = [];
  let wraps = false;
  for (const paged of pieces) {
    wraps = paged.piece.continues;
    for (const run of runsOfPiece(paged)) addRun(runs, run);
  }
  return { runs, wraps };
}

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
  let line = page.firstLine;
  let isInside = page.startsInside;
  for (const piece of new PageReader(page.bytes).pieces()) {
    const begins = !isInside && line >= history.firstLine;
    if (begins && (piece.continues || mayContain(piece.text, wanted))) lines.push(line);
    isInside = piece.continues;
    if (!piece.continues) line += 1;
  }
  return lines.toReversed();
}

/** Clusters have other bytes between their characters, so a piece with one always may. */
function mayContain(text: Uint8Array, wanted: Uint8Array): boolean {
  const first = wanted[0] ?? 0;
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    let length = 1;
    while (length < wanted.length && text[at + length] === wanted[length]) length += 1;
    if (length === wanted.length) return true;
  }
  return text.includes(clusterLead + 1) || text.includes(clusterLead + 2);
}
