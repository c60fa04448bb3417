import { rgbColor, styleFlag, underlineShift } from '../screen/style-table.ts';
import type { StyleParts } from '../screen/style-table.ts';

const flagCodes = [
  [styleFlag.bold, '1'],
  [styleFlag.faint, '2'],
  [styleFlag.italic, '3'],
  [styleFlag.blink, '5'],
  [styleFlag.inverse, '7'],
  [styleFlag.invisible, '8'],
  [styleFlag.struck, '9'],
  [styleFlag.overlined, '53'],
] as const;

/** The SGR codes that bring a style about when nothing is set. */
export function renditionCodes(style: StyleParts): string[] {
  const codes: string[] = flagCodes
    .filter(([flag]) => (style.flags & flag) !== 0)
    .map(([, code]) => code);
  const underline = (style.flags >> underlineShift) & 7;
  if (underline > 0) codes.push(underline === 1 ? '4' : `4:${underline}`);
  if (style.foreground !== 0) codes.push(colorCode(style.foreground, 38));
  if (style.background !== 0) codes.push(colorCode(style.background, 48));
  if (style.underlineColor !== 0) codes.push(colorCode(style.underlineColor, 58));
  return codes;
}

function colorCode(color: number, code: 38 | 48 | 58): string {
  if (color >= rgbColor) {
    return `${code}:2::${(color >> 16) & 255}:${(color >> 8) & 255}:${color & 255}`;
  }
  const index = color & 255;
  if (code === 58 || index > 15) return `${code}:5:${index}`;
  return String(index < 8 ? code - 8 + index : code + 44 + index);
}
