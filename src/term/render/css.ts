import { basicColors, indexedRgb } from '../colors.ts';
import type { BasicColors } from '../colors.ts';
import type { CellStyle, Color } from '../style.ts';
import type { ColorScheme } from '../terminal.ts';

/** The two colours that a cell is drawn with, as "#rrggbb"; no background is the page's own. */
export interface Paint {
  readonly foreground: string;
  readonly background: string | undefined;
}

/** Resolves a style's colours: inverse video swaps them, faint text is halfway to its background. */
export function paintOf(style: CellStyle, scheme: ColorScheme): Paint {
  const basic = basicColors[scheme];
  const text = rgbOf(style.foreground, basic.foreground);
  const ground = rgbOf(style.background, basic.background);
  const [foreground, background] = style.inverse ? [ground, text] : [text, ground];
  const shown = style.invisible
    ? background
    : style.faint
      ? halfway(foreground, background)
      : foreground;
  const isOwn = style.background.kind === 'default' && !style.inverse;
  return { foreground: hex(shown), background: isOwn ? undefined : hex(background) };
}

/** The CSS declarations for a style, without blinking. Empty for the default style. */
export function cssOf(style: CellStyle, scheme: ColorScheme): string {
  const basic: BasicColors = basicColors[scheme];
  const { foreground, background } = paintOf(style, scheme);
  const rules: string[] = [];
  if (foreground !== hex(basic.foreground)) rules.push(`color:${foreground}`);
  if (background !== undefined) rules.push(`background:${background}`);
  if (style.bold) rules.push('font-weight:bold');
  if (style.italic) rules.push('font-style:italic');
  const decoration = decorationOf(style, foreground);
  if (decoration !== '') rules.push(`text-decoration:${decoration}`);
  return rules.join(';');
}

const decorationStyles = {
  none: '',
  single: '',
  double: ' double',
  curly: ' wavy',
  dotted: ' dotted',
  dashed: ' dashed',
} as const;

function decorationOf(style: CellStyle, foreground: string): string {
  const lines: string[] = [];
  if (style.underline !== 'none') lines.push('underline');
  if (style.struck) lines.push('line-through');
  if (style.overlined) lines.push('overline');
  if (lines.length === 0) return '';
  const { underlineColor } = style;
  const color = underlineColor.kind === 'default' ? '' : ` ${hex(rgbOf(underlineColor, 0))}`;
  const drawn = color === ` ${foreground}` ? '' : color;
  return `${lines.join(' ')}${decorationStyles[style.underline]}${drawn}`;
}

function rgbOf(color: Color, fallback: number): number {
  if (color.kind === 'default') return fallback;
  if (color.kind === 'indexed') return indexedRgb(color.index);
  return (color.red << 16) | (color.green << 8) | color.blue;
}

function halfway(one: number, other: number): number {
  return ((one & 0xfefefe) >> 1) + ((other & 0xfefefe) >> 1);
}

/** "#rrggbb". */
export function hex(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}
