import { expect, test } from 'vitest';
import { encodeText } from '../base/lossless-text.ts';
import { defaultKinds, elementKinds, findElements, type ScreenElement } from './find-elements.ts';
import { openTerminal } from './open-terminal.ts';

const ESC = '\u001B';

test('a box is closed on all sides, and its title is its text', () => {
  const found = elementsOn([
    '┌─ Files ──┐  ┌──────────',
    '│ a        │  │ open',
    '└──────────┘  └──────────',
  ]);
  expect(found).toEqual([
    {
      kind: 'box',
      text: 'Files',
      row: 0,
      column: 0,
      rows: 3,
      columns: 12,
      evidence: ['four closed sides'],
    },
  ]);
});

test('a box with a hole in its side is none', () => {
  expect(elementsOn(['┌───┐', '│ a │', '│ b ', '└───┘'])).toEqual([]);
  expect(elementsOn(['┌───┐', '│ a │', '└─ ─ ─┘'])).toEqual([]);
  expect(elementsOn(['┌┐', '││', '└┘'])).toEqual([]);
});

test('words in brackets are buttons at the foot of a box, and text elsewhere', () => {
  const found = elementsOn([
    'see <stdio.h> [ OK ]',
    '┌──────────────────────┐',
    '│ why <not>?           │',
    '│ [< Yes >] [ No way ] │',
    '└──────────────────────┘',
  ]);
  const buttons = found.filter(({ kind }) => kind === 'button');
  expect(buttons.map(place)).toEqual(['Yes 3,2', 'No way 3,12']);
});

test('the button under the cursor is on', () => {
  const found = elementsOn(['┌────────────┐', '│ <Yes> <No> │', `└────────────┘${ESC}[2;9H`]);
  const buttons = found.filter(({ kind }) => kind === 'button');
  expect(buttons.map(({ text, isOn }) => [text, isOn])).toEqual([
    ['Yes', undefined],
    ['No', true],
  ]);
});

test('checkboxes need a box and somebody who can move among them', () => {
  const form = [
    '┌────────────────┐',
    '│ [x] Cheese     │',
    '│ ( ) Thin crust │',
    '└────────────────┘',
  ];
  const focused = elementsOn([...form, `${ESC}[2;4H`]);
  expect(focused.slice(1).map(({ kind, text, isOn }) => [kind, text, isOn])).toEqual([
    ['checkbox', 'Cheese', true],
    ['radio', 'Thin crust', false],
  ]);
  expect(elementsOn(form).map(({ kind }) => kind)).toEqual(['box']);
  expect(elementsOn(['- [x] Cheese', '( ) Thin crust'])).toEqual([]);
});

test('the items of a list are found by the one that stands out', () => {
  const found = elementsOn([
    '┌──────────┐',
    '│ 1 One    │',
    `│${ESC}[7m 2 Two    ${ESC}[m│`,
    '│ 3 Three  │',
    '└──────────┘',
  ]);
  const items = found.filter(({ kind }) => kind === 'menu-item');
  expect(items.map(({ text, isOn }) => [text, isOn])).toEqual([
    ['1 One', false],
    ['2 Two', true],
    ['3 Three', false],
  ]);
  expect(found.filter(({ kind }) => kind === 'highlight').map(place)).toEqual(['2 Two 2,1']);
});

test('a line between two windows is no highlight while the cursor is elsewhere', () => {
  const bar = `${ESC}[7m${'file.c'.padEnd(40)}${ESC}[m`;
  expect(elementsOn(['int x;', bar, `int y;${ESC}[1;1H`])).toEqual([]);
  expect(elementsOn(['int x;', bar, `int y;${ESC}[?25l`]).map(place)).toEqual(['file.c 1,0']);
});

test('keys and labels are hints when they look different, at the foot of the screen', () => {
  const hints = `${ESC}[12;1H${ESC}[7m^G${ESC}[m Help  ${ESC}[7m^X${ESC}[m Exit`;
  expect(elementsOn([hints]).map(place)).toEqual(['^G Help 11,0', '^X Exit 11,9']);
  expect(elementsOn([`${ESC}[12;1H^G Help  ^X Exit`])).toEqual([]);
  expect(elementsOn([hints.replace('12;', '2;')])).toEqual([]);
  expect(elementsOn([`${ESC}[12;1H${ESC}[7m10${ESC}[m apples`])).toEqual([]);
});

test('links are those that the program declared, even around wide characters', () => {
  const found = elementsOn([
    `漢字 ${linkTo('https://a', '漢字 a')}${linkTo('https://b', 'b')} https://c`,
  ]);
  expect(found.map(place)).toEqual(['漢字 a 0,5', 'b 0,11']);
  expect(found[0]?.evidence).toEqual(['OSC 8 link to https://a']);
});

test('the one row of a box is an input inside a dialog, and may be a list when alone', () => {
  const field = ['┌──────┐', '│ Ada  │', '└──────┘'];
  const inside = ['┌──────────┐', ...field.map((line) => `│ ${line} │`), '└──────────┘'];
  expect(inputsOn([...field, `${ESC}[2;6H`])).toEqual([]);
  expect(inputsOn([...inside, `${ESC}[3;8H`])).toEqual(['Ada 2,3']);
});

test.each<readonly [name: string, ...patterns: string[]]>([
  ['crossings', '+-', '| '],
  ['crossings in strips', '+-', '| ', '  '],
  ['boxes', '┌──┐', '│  │', '└──┘'],
  ['nothing but corners', '+'],
  ['open corners', '┌─'],
  ['brackets', '<a', '[x] '],
  ['colours', `${ESC}[7ma${ESC}[m`, 'b'],
])('a large screen of %s is looked through in a few seconds at worst', (_, ...patterns) => {
  const size = { columns: 600, rows: 300 };
  const terminal = openTerminal({ size });
  const lines = Array.from({ length: size.rows }, (_line, row) =>
    (patterns[row % patterns.length] ?? '').repeat(size.columns / 4),
  );
  terminal.write(encodeText(lines.join('\r\n')));
  const start = performance.now();
  findElements(terminal, elementKinds);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('an input is found when asked for, and not by default', () => {
  expect(elementsOn(['$ ls -l'])).toEqual([]);
  expect(elementsOn(['$ ls -l'], elementKinds).map(place)).toEqual(['ls -l 0,2']);
  expect(elementsOn([`$ ls -l${ESC}[?25l`], elementKinds)).toEqual([]);
});

function inputsOn(lines: readonly string[]): readonly string[] {
  return elementsOn(lines, ['input']).map(place);
}

function linkTo(uri: string, text: string): string {
  return `${ESC}]8;;${uri}${ESC}\\${text}${ESC}]8;;${ESC}\\`;
}

function elementsOn(
  lines: readonly string[],
  kinds: Parameters<typeof findElements>[1] = defaultKinds,
): readonly ScreenElement[] {
  const terminal = openTerminal({ size: { columns: 40, rows: 12 } });
  terminal.write(encodeText(lines.join('\r\n')));
  return findElements(terminal, kinds);
}

function place({ text, row, column }: ScreenElement): string {
  return `${text} ${row},${column}`;
}
