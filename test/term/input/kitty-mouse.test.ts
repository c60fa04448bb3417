import { expect, test } from 'vitest';
import { encodeMouse } from '../../../src/term/encode-mouse.ts';
import { initialModes, type MouseEncoding } from '../../../src/term/modes.ts';
import type { MouseButton, MouseInput, WheelDirection } from '../../../src/term/mouse-input.ts';
import { askKitty, isKittyRequired, kittyVersion } from './kitty-oracle.ts';

const ENCODINGS: readonly MouseEncoding[] = ['default', 'utf8', 'sgr', 'urxvt'];
const BUTTONS: readonly MouseButton[] = ['left', 'middle', 'right'];
const MORE_BUTTONS: readonly MouseButton[] = ['back', 'forward', 'button-10', 'button-11'];
const WHEEL: readonly WheelDirection[] = ['up', 'down', 'left', 'right'];
const PLACES = [0, 1, 93, 94, 95, 222];

/** kitty's numbers: PRESS 0, RELEASE 1, DRAG 2, MOVE 3; its buttons count from 1, 0 is none. */
const SCRIPT = `
def main():
    import sys
    from kitty.fast_data_types import test_encode_mouse
    for line in sys.stdin:
        x, y, protocol, button, action, mods = map(int, line.split())
        sent = test_encode_mouse(x, y, protocol, button, action, mods)
        print('1b5b' + sent.encode().hex())
main()
`;

test.skipIf(kittyVersion === undefined && !isKittyRequired)(
  'mouse events are sent as kitty sends them',
  () => {
    const cases = [...allCases()];
    const theirs = askKitty(SCRIPT, cases.map(lineOf).join('')).split('\n');
    const ours = cases.map(([input, encoding]) => {
      const modes = { ...initialModes, mouse: 'motion', mouseEncoding: encoding } as const;
      const target = {
        modes,
        size: { rows: 300, columns: 300 },
        cellPixels: { width: 10, height: 20 },
      };
      return Buffer.from(encodeMouse(input, target)).toString('hex');
    });
    process.stderr.write(`kitty ${kittyVersion}: ${cases.length} mouse events\n`);
    expect(ours).toEqual(theirs.slice(0, cases.length));
  },
);

function* allCases(): Generator<readonly [MouseInput, MouseEncoding]> {
  for (const encoding of ENCODINGS) {
    for (const input of inputs()) if (isComparable(input, encoding)) yield [input, encoding];
  }
}

/**
 * kitty's test function returns UTF-8, so it cannot show a byte above 127. On a urxvt release it
 * keeps the button's number, where xterm says 3; and it writes extra buttons to UTF-8 as a byte.
 */
function isComparable(input: MouseInput, encoding: MouseEncoding): boolean {
  const isExtra = 'button' in input && MORE_BUTTONS.includes(input.button);
  if (encoding === 'sgr') return true;
  if (isExtra || (encoding === 'urxvt' && input.type === 'release')) return false;
  return encoding !== 'default' || Math.max(input.row, input.column) <= 94;
}

function* inputs(): Generator<MouseInput> {
  for (const column of PLACES) {
    for (const row of PLACES) {
      for (let modifiers = 0; modifiers < 8; modifiers += 1) {
        const place = { row, column, modifiers };
        yield { ...place, type: 'move' };
        for (const button of [...BUTTONS, ...MORE_BUTTONS]) {
          yield { ...place, type: 'press', button };
          yield { ...place, type: 'release', button };
        }
        for (const held of BUTTONS) yield { ...place, type: 'move', held };
        for (const direction of WHEEL) yield { ...place, type: 'wheel', direction };
      }
    }
  }
}

function lineOf([input, encoding]: readonly [MouseInput, MouseEncoding]): string {
  const { column, row, modifiers } = input;
  const [button, action] = kittyNumbers(input);
  const protocol = ENCODINGS.indexOf(encoding);
  return `${column + 1} ${row + 1} ${protocol} ${button} ${action} ${modifiers}\n`;
}

function kittyNumbers(input: MouseInput): readonly [button: number, action: number] {
  if (input.type === 'wheel') return [4 + WHEEL.indexOf(input.direction), 0];
  if (input.type === 'move') {
    return input.held === undefined ? [0, 3] : [BUTTONS.indexOf(input.held) + 1, 2];
  }
  const isMore = MORE_BUTTONS.includes(input.button);
  const button = isMore
    ? 8 + MORE_BUTTONS.indexOf(input.button)
    : BUTTONS.indexOf(input.button) + 1;
  return [button, input.type === 'press' ? 0 : 1];
}
