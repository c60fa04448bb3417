import type { ColorScheme } from '../terminal.ts';

/** The colours outside of the 256: their OSC numbers are 10, 11 and 12. */
export type SpecialColor = 10 | 11 | 12;

const base16 = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f,
  0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
];
const specials: Readonly<Record<ColorScheme, Readonly<Record<SpecialColor, number>>>> = {
  dark: { 10: 0xe5e5e5, 11: 0x000000, 12: 0xe5e5e5 },
  light: { 10: 0x000000, 11: 0xffffff, 12: 0x000000 },
};

/** xterm's 256 colours as 0xRRGGBB: 16 named ones, a cube of 6 by 6 by 6, 24 greys. */
export function defaultColor(index: number): number {
  if (index < 16) return base16[index] ?? 0;
  if (index >= 232) return (8 + (index - 232) * 10) * 0x010101;
  const cube = index - 16;
  const red = cubeLevel(Math.floor(cube / 36));
  return (red << 16) | (cubeLevel(Math.floor(cube / 6) % 6) << 8) | cubeLevel(cube % 6);
}

function cubeLevel(step: number): number {
  return step === 0 ? 0 : 55 + step * 40;
}

/** What OSC 4, 10, 11 and 12 set and ask for, as 0xRRGGBB. */
export class Palette {
  scheme: ColorScheme;
  /** Only what a program changed. Keys 0 to 255, and 256 + 10 to 12. */
  readonly changed = new Map<number, number>();

  constructor(scheme: ColorScheme) {
    this.scheme = scheme;
  }

  indexed(index: number): number {
    return this.changed.get(index) ?? defaultColor(index);
  }

  special(which: SpecialColor): number {
    return this.changed.get(256 + which) ?? specials[this.scheme][which];
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
