import { unreachable } from '../../base/errors.ts';
import type { MouseButton, MouseInput, WheelDirection } from '../mouse-input.ts';
import { has, modifierBits } from './modifiers.ts';

const BUTTONS: Readonly<Record<MouseButton, number>> = {
  left: 0,
  middle: 1,
  right: 2,
  back: 128,
  forward: 129,
  'button-10': 130,
  'button-11': 131,
};

const WHEEL: Readonly<Record<WheelDirection, number>> = { up: 64, down: 65, left: 66, right: 67 };

const NO_BUTTON = 3;
const MOTION = 32;

/**
 * The event code of ctlseqs, "Mouse Tracking", without the 32 that some encodings add.
 * Only the SGR encodings can say which button was released.
 */
export function mouseCode(input: MouseInput, isReleaseNamed: boolean): number {
  const held = modifierCode(input.modifiers ?? 0);
  switch (input.type) {
    case 'press':
      return BUTTONS[input.button] + held;
    case 'release':
      return (isReleaseNamed ? BUTTONS[input.button] : NO_BUTTON) + held;
    case 'move':
      return (input.held === undefined ? NO_BUTTON : BUTTONS[input.held]) + MOTION + held;
    case 'wheel':
      return WHEEL[input.direction] + held;
    default:
      return unreachable(input);
  }
}

function modifierCode(modifiers: number): number {
  return (
    (has(modifiers, modifierBits.shift) ? 4 : 0) +
    (has(modifiers, modifierBits.alt) ? 8 : 0) +
    (has(modifiers, modifierBits.ctrl) ? 16 : 0)
  );
}
