import { describe, expect, test } from 'vitest';
import { StetError } from '../base/errors.ts';
import { encodeMouse } from './encode-mouse.ts';
import {
  initialModes,
  type MouseEncoding,
  type MouseProtocol,
  type TerminalModes,
} from './modes.ts';
import type { MouseInput, MouseTarget } from './mouse-input.ts';

const at = { row: 4, column: 9 };
const click: MouseInput = { ...at, type: 'press', button: 'left' };
const release: MouseInput = { ...at, type: 'release', button: 'left' };
const hover: MouseInput = { ...at, type: 'move' };
const drag: MouseInput = { ...at, type: 'move', held: 'left' };
const wheel: MouseInput = { ...at, type: 'wheel', direction: 'up' };

describe('the default encoding is CSI M and three bytes, each 32 more than it says', () => {
  test.each<[input: MouseInput, code: string]>([
    [click, ' '],
    [{ ...click, button: 'middle' }, '!'],
    [{ ...click, button: 'right' }, '"'],
    [release, '#'],
    [{ ...release, button: 'right' }, '#'],
    [drag, '@'],
    [{ ...drag, held: 'right' }, 'B'],
    [hover, 'C'],
    [wheel, '`'],
    [{ ...wheel, direction: 'down' }, 'a'],
    [{ ...wheel, direction: 'left' }, 'b'],
    [{ ...wheel, direction: 'right' }, 'c'],
    [{ ...click, modifiers: 1 }, '$'],
    [{ ...click, modifiers: 2 }, '('],
    [{ ...click, modifiers: 4 }, '0'],
    [{ ...click, modifiers: 7 }, '<'],
  ])('%j', (input, code) => {
    expect(latin1(input, target('motion', 'default'))).toBe(`\u001B[M${code}*%`);
  });
});

describe('SGR names the released button and ends with m', () => {
  test.each<[input: MouseInput, sent: string]>([
    [click, '<0;10;5M'],
    [release, '<0;10;5m'],
    [{ ...release, button: 'right', modifiers: 4 }, '<18;10;5m'],
    [drag, '<32;10;5M'],
    [hover, '<35;10;5M'],
    [wheel, '<64;10;5M'],
    [{ ...click, button: 'back' }, '<128;10;5M'],
    [{ ...click, button: 'forward' }, '<129;10;5M'],
    [{ ...click, row: 998, column: 2999 }, '<0;3000;999M'],
  ])('%j', (input, sent) => {
    expect(latin1(input, target('motion', 'sgr'))).toBe(`\u001B[${sent}`);
  });
});

test('urxvt writes the default numbers in decimal', () => {
  expect(latin1(click, target('click', 'urxvt'))).toBe('\u001B[32;10;5M');
  expect(latin1(release, target('click', 'urxvt'))).toBe('\u001B[35;10;5M');
});

test('UTF-8 writes each number as one character, the code too', () => {
  const far: MouseInput = { ...click, button: 'back', row: 94, column: 2014 };
  const bytes = encodeMouse(far, target('click', 'utf8'));
  expect([...bytes]).toEqual([0x1b, 0x5b, 0x4d, 0xc2, 0xa0, 0xdf, 0xbf, 0x7f]);
});

test('pixels are those of the middle of the cell, counted from 1', () => {
  expect(latin1(click, target('click', 'sgr-pixels'))).toBe('\u001B[<0;96;91M');
});

test('mode 9 hears presses of three buttons, and no release', () => {
  expect(latin1(click, target('press', 'sgr'))).toBe('\u001B[<0;10;5M');
  expect(latin1(release, target('press', 'sgr'))).toBe('');
});

test('without a mouse mode, the wheel is arrow keys on the alternate screen', () => {
  const less = { ...target('none', 'default').modes, alternateScreen: true };
  const inLess = { ...target('none', 'default'), modes: less };
  const inMc = { ...inLess, modes: { ...less, applicationCursorKeys: true } };
  expect(latin1(wheel, inLess)).toBe('\u001B[A'.repeat(3));
  expect(latin1({ ...wheel, direction: 'down' }, inMc)).toBe('\u001BOB'.repeat(3));
  expect(refusal(wheel, { ...inLess, modes: { ...less, alternateScroll: false } })).toContain(
    'no mouse mode',
  );
});

describe('what the program would not hear, or not truly, is refused with the reason', () => {
  test.each<[input: MouseInput, protocol: MouseProtocol, encoding: MouseEncoding, why: string]>([
    [click, 'none', 'sgr', 'Cannot press the left button at row 4, column 9: the program has no'],
    [wheel, 'none', 'default', 'Cannot scroll up at row 4, column 9: the program has no'],
    [wheel, 'press', 'sgr', 'asked only for presses of the first three buttons (mode 9)'],
    [{ ...click, button: 'back' }, 'press', 'sgr', 'first three buttons'],
    [{ ...click, modifiers: 1 }, 'press', 'sgr', 'mode 9 knows no modifiers'],
    [drag, 'click', 'sgr', 'Cannot drag at row 4, column 9: the program asked only for clicks'],
    [
      hover,
      'drag',
      'sgr',
      'Cannot move the mouse at row 4, column 9: the program asked for motion',
    ],
    [{ ...click, modifiers: 8 }, 'click', 'sgr', 'know only Shift, Alt and Ctrl'],
    [{ ...click, row: 1000 }, 'click', 'sgr', 'the screen has 1000 rows and 3000 columns'],
    [{ ...click, column: -1 }, 'click', 'sgr', 'the screen has 1000 rows and 3000 columns'],
    [{ ...click, row: 1.5 }, 'click', 'sgr', 'the screen has 1000 rows and 3000 columns'],
    [{ ...click, column: 223 }, 'click', 'default', 'ends at 222'],
    [{ ...click, row: 223 }, 'click', 'default', 'ends at 222'],
    [{ ...click, column: 2015 }, 'click', 'utf8', 'ends at 2014'],
  ])('%j under %s and %s', (input, protocol, encoding, why) => {
    expect(refusal(input, target(protocol, encoding))).toContain(why);
  });

  test('and the last cell that can be said is not', () => {
    const last: MouseInput = { ...click, row: 222, column: 222 };
    expect([...encodeMouse(last, target('click', 'default'))].slice(3)).toEqual([32, 255, 255]);
  });
});

function target(mouse: MouseProtocol, mouseEncoding: MouseEncoding): MouseTarget {
  const modes: TerminalModes = { ...initialModes, mouse, mouseEncoding };
  return { modes, size: { rows: 1000, columns: 3000 }, cellPixels: { width: 10, height: 20 } };
}

function latin1(input: MouseInput, to: MouseTarget): string {
  return String.fromCharCode(...encodeMouse(input, to));
}

function refusal(input: MouseInput, to: MouseTarget): string {
  try {
    encodeMouse(input, to);
  } catch (failure) {
    if (failure instanceof StetError && failure.code === 'MOUSE_REFUSED') return failure.message;
    throw failure;
  }
  throw new Error('Nothing was refused');
}
