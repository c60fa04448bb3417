import type { Sequence } from '../parser/sequence.ts';
import type { Pen } from '../screen/pen.ts';
import { indexedColor, rgbColor, styleFlag, underlineShift } from '../screen/style-table.ts';

const UNDERLINE = 7 << underlineShift;
const DASHED = 5;

/** SGR: changes the rendition of what is printed from now on. Unknown codes are passed over. */
export function selectRendition(pen: Pen, sequence: Sequence): void {
  pen.changed();
  for (let at = 0; at < sequence.count;) at = apply(pen, sequence, at);
}

/** The most frequent SGR, without parameters or with a 0. */
export function selectDefaults(pen: Pen): void {
  pen.changed();
  resetRendition(pen);
}

/** Applies the code at `at` and returns where the next one begins. */
function apply(pen: Pen, sequence: Sequence, at: number): number {
  const code = sequence.value(at, 0);
  if (code === 38 || code === 48 || code === 58) return applyColor(pen, sequence, at);
  const next = sequence.afterSubs(at + 1);
  if (code >= 30) applyPlainColor(pen, code);
  else if (code === 0) resetRendition(pen);
  else if (code === 4) setUnderline(pen, next > at + 1 ? sequence.value(at + 1, 1) : 1);
  else pen.flags = (pen.flags & ~(clears[code] ?? 0)) | (sets[code] ?? 0);
  return next;
}

const sets: readonly (number | undefined)[] = table({
  1: styleFlag.bold,
  2: styleFlag.faint,
  3: styleFlag.italic,
  5: styleFlag.blink,
  7: styleFlag.inverse,
  8: styleFlag.invisible,
  9: styleFlag.struck,
  21: 2 << underlineShift,
});
const clears: readonly (number | undefined)[] = table({
  21: UNDERLINE,
  22: styleFlag.bold | styleFlag.faint,
  23: styleFlag.italic,
  24: UNDERLINE,
  25: styleFlag.blink,
  27: styleFlag.inverse,
  28: styleFlag.invisible,
  29: styleFlag.struck,
});

function table(entries: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: 30 }, (_, code) => entries[code] ?? 0);
}

/** DECSCA's protection and the hyperlink are no part of the rendition and stay. */
function resetRendition(pen: Pen): void {
  pen.foreground = 0;
  pen.background = 0;
  pen.underlineColor = 0;
  pen.flags &= styleFlag.protected;
}

function setUnderline(pen: Pen, style: number): void {
  pen.flags = (pen.flags & ~UNDERLINE) | ((style > DASHED ? 1 : style) << underlineShift);
}

function applyPlainColor(pen: Pen, code: number): void {
  if (code < 38) pen.foreground = indexedColor | (code - 30);
  else if (code === 39) pen.foreground = 0;
  else if (code >= 40 && code < 48) pen.background = indexedColor | (code - 40);
  else if (code === 49) pen.background = 0;
  else if (code === 53) pen.flags |= styleFlag.overlined;
  else if (code === 55) pen.flags &= ~styleFlag.overlined;
  else if (code === 59) pen.underlineColor = 0;
  else if (code >= 90 && code < 98) pen.foreground = indexedColor | (code - 82);
  else if (code >= 100 && code < 108) pen.background = indexedColor | (code - 92);
}

/** 38, 48 and 58 with ";5;n", ";2;r;g;b", ":5:n", ":2:r:g:b" or ":2:space:r:g:b". */
function applyColor(pen: Pen, sequence: Sequence, at: number): number {
  let end = sequence.afterSubs(at + 1);
  const hasSubs = end > at + 1;
  const kind = sequence.value(at + 1, 0);
  const size = kind === 5 ? 1 : kind === 2 ? 3 : 0;
  if (!hasSubs) end = at + 2 + size;
  const first = hasSubs && kind === 2 && end - at > 5 ? at + 3 : at + 2;
  if (size === 0 || first + size > Math.min(end, sequence.count)) return end;
  const color = kind === 5 ? indexed(sequence, first) : rgb(sequence, first);
  if (color !== undefined) setColor(pen, sequence.value(at, 0), color);
  return end;
}

function setColor(pen: Pen, code: number, color: number): void {
  if (code === 38) pen.foreground = color;
  else if (code === 48) pen.background = color;
  else pen.underlineColor = color;
}

function indexed(sequence: Sequence, at: number): number | undefined {
  const index = sequence.value(at, 0);
  return index > 255 ? undefined : indexedColor | index;
}

function rgb(sequence: Sequence, at: number): number | undefined {
  const red = sequence.value(at, 0);
  const green = sequence.value(at + 1, 0);
  const blue = sequence.value(at + 2, 0);
  if (red > 255 || green > 255 || blue > 255) return undefined;
  return rgbColor | (red << 16) | (green << 8) | blue;
}
