import { StetError } from '../../base/errors.ts';
import type { MouseEncoding, MouseProtocol } from '../modes.ts';
import type { MouseInput, MouseTarget } from '../mouse-input.ts';
import { modifierBits, without } from './modifiers.ts';

/** The highest coordinate, counted from 1, that fits in one byte, and in two bytes of UTF-8. */
const HIGHEST: Partial<Record<MouseEncoding, number>> = { default: 223, utf8: 2015 };

/** Fails with MOUSE_REFUSED when the program would not hear of `input`, or not truly. */
export function refuseUnheard(input: MouseInput, target: MouseTarget): void {
  const reason = reasonToRefuse(input, target);
  if (reason === undefined) return;
  const place = `at row ${input.row}, column ${input.column}`;
  throw new StetError('MOUSE_REFUSED', `Cannot ${actOf(input)} ${place}: ${reason}`);
}

function reasonToRefuse(input: MouseInput, target: MouseTarget): string | undefined {
  return (
    reasonOfProtocol(input, target.modes.mouse) ??
    reasonOfPlace(input, target) ??
    reasonOfModifiers(input, target.modes.mouse)
  );
}

function reasonOfProtocol(input: MouseInput, protocol: MouseProtocol): string | undefined {
  if (protocol === 'none') return 'the program has no mouse mode on';
  if (protocol === 'press' && !isX10(input)) {
    return 'the program asked only for presses of the first three buttons (mode 9)';
  }
  if (input.type !== 'move') return undefined;
  if (protocol === 'click') return 'the program asked only for clicks (mode 1000)';
  return protocol === 'drag' && input.held === undefined
    ? 'the program asked for motion only while a button is held (mode 1002)'
    : undefined;
}

/** A release belongs to every press, so it is left out in silence and not refused. */
function isX10(input: MouseInput): boolean {
  const buttons = ['left', 'middle', 'right'];
  return (input.type === 'press' || input.type === 'release') && buttons.includes(input.button);
}

function reasonOfPlace(input: MouseInput, { size, modes }: MouseTarget): string | undefined {
  if (!isWithin(input.row, size.rows) || !isWithin(input.column, size.columns)) {
    return `the screen has ${size.rows} rows and ${size.columns} columns, counted from 0`;
  }
  const highest = HIGHEST[modes.mouseEncoding] ?? Infinity;
  return Math.max(input.row, input.column) >= highest
    ? `the encoding that the program chose ends at ${highest - 1}`
    : undefined;
}

function isWithin(place: number, size: number): boolean {
  return Number.isInteger(place) && place >= 0 && place < size;
}

function reasonOfModifiers(
  { modifiers = 0 }: MouseInput,
  protocol: MouseProtocol,
): string | undefined {
  if (protocol === 'press' && modifiers !== 0) return 'mode 9 knows no modifiers';
  const unknown = without(modifiers, modifierBits.shift | modifierBits.alt | modifierBits.ctrl);
  return unknown === 0 ? undefined : 'mouse events know only Shift, Alt and Ctrl';
}

function actOf(input: MouseInput): string {
  if (input.type === 'wheel') return `scroll ${input.direction}`;
  if (input.type === 'move') return input.held === undefined ? 'move the mouse' : 'drag';
  return `${input.type} the ${input.button} button`;
}
