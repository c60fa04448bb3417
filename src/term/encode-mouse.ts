import { unreachable } from '../base/errors.ts';
import { encodeText } from '../base/lossless-text.ts';
import { encodeKey } from './encode-key.ts';
import { mouseCode } from './input/mouse-code.ts';
import { refuseUnheard } from './input/mouse-refusal.ts';
import { CSI } from './input/sequences.ts';
import type { TerminalModes } from './modes.ts';
import type { MouseInput, MouseTarget } from './mouse-input.ts';

/** Lines that a notch of the wheel scrolls where it becomes arrow keys; as in most terminals. */
const LINES_PER_NOTCH = 3;

/**
 * The bytes that a terminal sends for mouse input (ctlseqs, "Mouse Tracking"). Empty for a
 * release that mode 9 leaves out. Without a mouse mode, the wheel sends arrow keys on the
 * alternate screen while ?1007 is on. Fails with MOUSE_REFUSED when the program asked for no such
 * event, or its encoding cannot say where or with which modifiers it happened.
 */
export function encodeMouse(input: MouseInput, target: MouseTarget): Uint8Array {
  const { modes } = target;
  if (input.type === 'wheel' && isWheelArrows(modes)) return wheelArrows(input.direction, modes);
  refuseUnheard(input, target);
  if (modes.mouse === 'press' && input.type === 'release') return new Uint8Array();
  switch (modes.mouseEncoding) {
    case 'default':
      return Uint8Array.from([0x1b, 0x5b, 0x4d, ...offsetBy32(input)]);
    case 'utf8':
      return encodeText(`${CSI}M${String.fromCodePoint(...offsetBy32(input))}`);
    case 'urxvt':
      return encodeText(`${CSI}${mouseCode(input, false) + 32};${cellOf(input).join(';')}M`);
    case 'sgr':
      return sgr(input, cellOf(input));
    case 'sgr-pixels':
      return sgr(input, pixelOf(input, target));
    default:
      return unreachable(modes.mouseEncoding);
  }
}

function isWheelArrows(modes: TerminalModes): boolean {
  return modes.mouse === 'none' && modes.alternateScroll && modes.alternateScreen;
}

function wheelArrows(
  direction: 'up' | 'down' | 'left' | 'right',
  modes: TerminalModes,
): Uint8Array {
  const name = ({ up: 'Up', down: 'Down', left: 'Left', right: 'Right' } as const)[direction];
  const arrow = encodeKey({ key: { kind: 'named', name }, modifiers: 0 }, modes);
  return Uint8Array.from(Array.from({ length: LINES_PER_NOTCH }, () => [...arrow]).flat());
}

function offsetBy32(input: MouseInput): readonly number[] {
  return [mouseCode(input, false), ...cellOf(input)].map((value) => value + 32);
}

function sgr(input: MouseInput, place: readonly number[]): Uint8Array {
  const final = input.type === 'release' ? 'm' : 'M';
  return encodeText(`${CSI}<${mouseCode(input, true)};${place.join(';')}${final}`);
}

function cellOf({ row, column }: MouseInput): readonly [x: number, y: number] {
  return [column + 1, row + 1];
}

/** The middle of the cell, counted from 1 as xterm does. */
function pixelOf({ row, column }: MouseInput, { cellPixels }: MouseTarget): readonly number[] {
  return [
    Math.floor((column + 0.5) * cellPixels.width) + 1,
    Math.floor((row + 0.5) * cellPixels.height) + 1,
  ];
}
