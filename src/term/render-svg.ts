import { basicColors } from './colors.ts';
import type { Line, TextRun } from './line.ts';
import { cssOf, hex, paintOf } from './render/css.ts';
import { escapeMarkup } from './render/escape-markup.ts';
import type { ColorScheme } from './terminal.ts';

/** How a picture of the screen is drawn. */
export interface PictureOptions {
  readonly columns: number;
  readonly scheme?: ColorScheme;
}

const CELL_WIDTH = 8.4;
const CELL_HEIGHT = 17;
const BASELINE = 13;

/** Rows as an SVG picture, each run at its own column, so that no font can shift what follows. */
export function renderSvg(rows: readonly Line[], options: PictureOptions): string {
  const { columns, scheme = 'dark' } = options;
  const [width, height] = [round(columns * CELL_WIDTH), rows.length * CELL_HEIGHT];
  const { foreground, background } = basicColors[scheme];
  const drawn = rows.map((row, y) => rowSvg(row, y * CELL_HEIGHT, scheme)).join('');
  const font = `font-family="monospace" font-size="14" fill="${hex(foreground)}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${font}>` +
    `<rect width="100%" height="100%" fill="${hex(background)}"/>${drawn}</svg>`
  );
}

function rowSvg(row: Line, top: number, scheme: ColorScheme): string {
  let column = 0;
  let drawn = '';
  for (const run of row.runs) {
    drawn += runSvg(run, { x: round(column * CELL_WIDTH), top, scheme });
    column += run.columns;
  }
  return drawn;
}

interface Spot {
  readonly x: number;
  readonly top: number;
  readonly scheme: ColorScheme;
}

function runSvg({ text, columns, style }: TextRun, { x, top, scheme }: Spot): string {
  const { foreground, background } = paintOf(style, scheme);
  const width = round(columns * CELL_WIDTH);
  const ground =
    background === undefined
      ? ''
      : `<rect x="${x}" y="${top}" width="${width}" height="${CELL_HEIGHT}" fill="${background}"/>`;
  if (text.trim() === '' && style.underline === 'none') return ground;
  const css = cssOf(style, scheme)
    .split(';')
    .filter((rule) => rule !== '' && !/^(?:color|background):/.test(rule));
  const rules = [`fill:${foreground}`, 'white-space:pre', ...css].join(';');
  const place = `x="${x}" y="${top + BASELINE}" textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  return `${ground}<text ${place} style="${rules}">${escapeMarkup(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
