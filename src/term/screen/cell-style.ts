import type { CellStyle, Color, Hyperlink, Underline } from '../style.ts';
import { indexedColor, rgbColor, styleFlag, underlineShift } from './style-table.ts';
import type { StyleParts } from './style-table.ts';

const underlines: readonly Underline[] = ['none', 'single', 'double', 'curly', 'dotted', 'dashed'];

/** A style of the table in the words of the interface. */
export function cellStyle(parts: StyleParts, link: Hyperlink | undefined): CellStyle {
  const has = (flag: number): boolean => (parts.flags & flag) !== 0;
  return {
    foreground: color(parts.foreground),
    background: color(parts.background),
    underlineColor: color(parts.underlineColor),
    underline: underlines[(parts.flags >> underlineShift) & 7] ?? 'single',
    bold: has(styleFlag.bold),
    faint: has(styleFlag.faint),
    italic: has(styleFlag.italic),
    blink: has(styleFlag.blink),
    inverse: has(styleFlag.inverse),
    invisible: has(styleFlag.invisible),
    struck: has(styleFlag.struck),
    overlined: has(styleFlag.overlined),
    link,
  };
}

function color(value: number): Color {
  if (value >= rgbColor) {
    return { kind: 'rgb', red: (value >> 16) & 255, green: (value >> 8) & 255, blue: value & 255 };
  }
  if (value >= indexedColor) return { kind: 'indexed', index: value & 255 };
  return { kind: 'default' };
}
