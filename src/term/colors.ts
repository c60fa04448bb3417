import type { ColorScheme } from './terminal.ts';

/** What text, background and cursor are coloured with when nobody says, as 0xRRGGBB. */
export interface BasicColors {
  readonly foreground: number;
  readonly background: number;
  readonly cursor: number;
}

/** The basic colours of a dark and of a light terminal. */
export const basicColors: Readonly<Record<ColorScheme, BasicColors>> = {
  dark: { foreground: 0xe5e5e5, background: 0x000000, cursor: 0xe5e5e5 },
  light: { foreground: 0x000000, background: 0xffffff, cursor: 0x000000 },
};

const named = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f,
  0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
];

/** xterm's 256 colours as 0xRRGGBB: 16 named ones, a cube of 6 by 6 by 6, 24 greys. */
export function indexedRgb(index: number): number {
  if (index < 16) return named[index] ?? 0;
  if (index >= 232) return (8 + (index - 232) * 10) * 0x010101;
  const cube = index - 16;
  const red = cubeLevel(Math.floor(cube / 36));
  return (red << 16) | (cubeLevel(Math.floor(cube / 6) % 6) << 8) | cubeLevel(cube % 6);
}

function cubeLevel(step: number): number {
  return step === 0 ? 0 : 55 + step * 40;
}
