import { basicColors, indexedRgb } from '../colors.ts';
import type { BasicColors } from '../colors.ts';
import type { ColorScheme } from '../terminal.ts';

/** The colours outside of the 256, by their OSC numbers. */
export type SpecialColor = keyof typeof specialNames;

/** Pointer, Tek window and selection (13 to 19) have the colours that xterm gives them by itself. */
const specialNames = {
  10: 'foreground',
  11: 'background',
  12: 'cursor',
  13: 'foreground',
  14: 'background',
  15: 'foreground',
  16: 'background',
  17: 'foreground',
  18: 'cursor',
  19: 'background',
} as const satisfies Readonly<Record<number, keyof BasicColors>>;

/** Undefined for a number that is no such colour's. */
export function specialColor(number: number): SpecialColor | undefined {
  return isSpecial(number) ? number : undefined;
}

function isSpecial(number: number): number is SpecialColor {
  return Object.hasOwn(specialNames, number);
}

/** What OSC 4 and OSC 10 to 19 set and ask for, as 0xRRGGBB. */
export class Palette {
  scheme: ColorScheme;
  /** Only what a program changed. Keys 0 to 255, and 256 + 10 to 19. */
  readonly changed = new Map<number, number>();

  constructor(scheme: ColorScheme) {
    this.scheme = scheme;
  }

  indexed(index: number): number {
    return this.changed.get(index) ?? indexedRgb(index);
  }

  special(which: SpecialColor): number {
    return this.changed.get(256 + which) ?? basicColors[this.scheme][specialNames[which]];
  }

  setIndexed(index: number, color: number): void {
    this.changed.set(index, color);
  }

  setSpecial(which: SpecialColor, color: number): void {
    this.changed.set(256 + which, color);
  }

  resetIndexed(index: number): void {
    this.changed.delete(index);
  }

  resetAllIndexed(): void {
    for (const key of this.changed.keys()) if (key < 256) this.changed.delete(key);
  }

  resetSpecial(which: SpecialColor): void {
    this.changed.delete(256 + which);
  }
}

/** Reads "#rgb" to "#rrrrggggbbbb" and "rgb:r/g/b" to "rgb:rrrr/gggg/bbbb" (XParseColor). */
export function parseColor(text: string): number | undefined {
  const hash = /^#([\da-f]{3}|[\da-f]{6}|[\da-f]{9}|[\da-f]{12})$/i.exec(text)?.[1];
  if (hash !== undefined) {
    const size = hash.length / 3;
    const channels = [0, 1, 2].map((at) => hash.slice(at * size, (at + 1) * size).padEnd(2, '0'));
    return Number.parseInt(channels.map((channel) => channel.slice(0, 2)).join(''), 16);
  }
  const rgb = /^rgb:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})$/i.exec(text);
  if (rgb === null) return undefined;
  const [red = 0, green = 0, blue = 0] = rgb.slice(1).map(scaled);
  return (red << 16) | (green << 8) | blue;
}

/** "rgb:rrrr/gggg/bbbb", as terminals answer. */
export function formatColor(color: number): string {
  const channel = (shift: number): string =>
    ((color >> shift) & 255).toString(16).padStart(2, '0').repeat(2);
  return `rgb:${channel(16)}/${channel(8)}/${channel(0)}`;
}

function scaled(digits: string): number {
  return Math.round((Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255);
}
