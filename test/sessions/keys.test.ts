import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

// Keys, text and mouse as bytes: the rows of pilotty's tables, and what its programs rely on.

/** The bytes that arrive at a program which shows them with cat -v. */
async function arriving(session: string, size: number): Promise<string> {
  return until(`${size} characters have arrived`, async () => {
    const answer = await world.ask('session.output', 'output', '-s', session, '--ansi');
    const text = Buffer.from(answer.content, 'base64').toString('latin1');
    const shown = text.slice(text.indexOf('ready') + 'ready'.length);
    return shown.length >= size && shown;
  });
}

async function showBytes(session: string, modes = ''): Promise<void> {
  const script = `stty raw -echo; printf '${modes}ready'; exec cat -v`;
  await world.spawn(session, 'bash', '-c', script);
  await world.see(session, 'ready');
}

const rows: readonly (readonly [string, string])[] = [
  ['Enter', '^M'],
  ['Return', '^M'],
  ['Tab', '\t'],
  ['Escape', '^['],
  ['Esc', '^['],
  ['Space', ' '],
  ['Backspace', '^?'],
  ['Delete', '^[[3~'],
  ['Del', '^[[3~'],
  ['Insert', '^[[2~'],
  ['Home', '^[[H'],
  ['End', '^[[F'],
  ['PageUp', '^[[5~'],
  ['PgDn', '^[[6~'],
  ['Up', '^[[A'],
  ['ArrowDown', '^[[B'],
  ['Right', '^[[C'],
  ['Left', '^[[D'],
  ['F1', '^[OP'],
  ['F2', '^[OQ'],
  ['F3', '^[OR'],
  ['F4', '^[OS'],
  ['F5', '^[[15~'],
  ['F6', '^[[17~'],
  ['F7', '^[[18~'],
  ['F8', '^[[19~'],
  ['F9', '^[[20~'],
  ['F10', '^[[21~'],
  ['F11', '^[[23~'],
  ['F12', '^[[24~'],
  ['Plus', '+'],
  ['enter', '^M'],
];

const combinations: readonly (readonly [string, string])[] = [
  ['Ctrl+A', '^A'],
  ['Control+z', '^Z'],
  ['Ctrl+[', '^['],
  [String.raw`Ctrl+\ `.trim(), String.raw`^\ `.trim()],
  ['Ctrl+]', '^]'],
  ['Ctrl+^', '^^'],
  ['Ctrl+_', '^_'],
  ['Ctrl+@', '^@'],
  ['Ctrl+Space', '^@'],
  ['Ctrl+?', '^?'],
  ['Alt+f', '^[f'],
  ['Meta+f', '^[f'],
  ['Option+f', '^[f'],
  ['Alt+Enter', '^[^M'],
  ['Ctrl+Alt+a', '^[^A'],
  ['Shift+a', 'A'],
  ['Shift+Tab', '^[[Z'],
  ['Ctrl+Left', '^[[1;5D'],
  ['Alt+Up', '^[[1;3A'],
  ['ctrl+shift+F5', '^[[15;6~'],
];

test.each([rows, combinations])(
  'every key arrives as the bytes of the table (%#)',
  async (...table) => {
    await showBytes('keys');
    const expected = table.map(([, bytes]) => bytes).join('');
    await world.say('key', '-s', 'keys', ...table.map(([name]) => name));
    expect(await arriving('keys', expected.length)).toBe(expected);
  },
);

test('arrows have their other form while the program asks for it', async () => {
  await showBytes('keys', String.raw`\e[?1h`);
  await world.say('key', '-s', 'keys', 'Up Down Right Left Alt+Up');
  const expected = '^[OA^[OB^[OC^[OD^[[1;3A';
  expect(await arriving('keys', expected.length)).toBe(expected);
});

test('keys come one after the other, with as many blanks as you like, at the pace you like', async () => {
  await showBytes('keys');
  const startedMs = Date.now();
  await world.say('key', '-s', 'keys', '  Escape   : w q Enter ', '--delay', '60');
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(4 * 60);
  await world.say('key', '-s', 'keys', 'Ctrl+x Ctrl+s');
  const expected = '^[:wq^M^X^S';
  expect(await arriving('keys', expected.length)).toBe(expected);
});

test('keys that nobody has, none at all, and too many are refused before any is sent', async () => {
  await showBytes('keys');
  const tooMany = Array.from({ length: 33 }, () => 'a').join(' ');
  for (const keys of ['Entre', 'a b Nope', 'Ctrl+', ' ', tooMany, 'Super+Nope']) {
    expect(await world.refusal('key', '-s', 'keys', keys)).toMatchObject({ exitCode: 2 });
  }
  await world.say('key', '-s', 'keys', 'x');
  expect(await arriving('keys', 1)).toBe('x');
});

test('typed text arrives as it is, its escapes as their characters', async () => {
  await showBytes('keys');
  await world.say('type', '-s', 'keys', String.raw`a\tb\r\n\\\x41\x1b\xzz`);
  const expected = String.raw`a${'\t'}b^M^M\A^[\xzz`;
  expect(await arriving('keys', expected.length)).toBe(expected);
  await world.spawn('cat', 'cat');
  await world.say('type', '-s', 'cat', 'naïve 日本 🎉\\r');
  await world.see('cat', 'naïve 日本 🎉');
});

test('clicks and the wheel arrive where they were made, in the encoding of the program', async () => {
  await showBytes('mouse', String.raw`\e[?1000h\e[?1006h`);
  await world.say('click', '-s', 'mouse', '10', '5');
  await world.say('scroll', '-s', 'mouse', 'up', '2');
  await world.say('scroll', '-s', 'mouse', 'down');
  const wheel = '^[[<64;41;13M^[[<64;41;13M^[[<65;41;13M';
  const expected = `^[[<0;6;11M^[[<0;6;11m${wheel}`;
  expect(await arriving('mouse', expected.length)).toBe(expected);
  expect(await world.refusal('click', '-s', 'mouse', '24', '0')).toMatchObject({ exitCode: 2 });
});

test('a ref is clicked in its middle, never given twice, and stale once its text has changed', async () => {
  const page = String.raw`stty raw -echo; printf '\e[?1000h\e[?1006h\e[H\e[2J'
    box() { printf '\e[H┌──────────┐\r\n│ Leave?   │\r\n│ [ %s ] │\r\n└──────────┘\r\n' "$1"; }
    box Save; read -rn1; box Quit; exec cat -v`;
  await world.spawn('page', 'bash', '-c', page);
  await world.see('page', 'Save');
  const look = async (): Promise<readonly string[]> => {
    const words = ['snapshot', '-s', 'page', '--elements'];
    const { elements = [] } = await world.ask('session.snapshot', ...words);
    return elements.filter(({ kind }) => kind === 'button').map(({ ref }) => ref);
  };
  const [first = ''] = await look();
  expect(await look()).toEqual([first]);
  await world.say('key', '-s', 'page', 'x');
  await world.see('page', 'Quit');
  expect(await world.refusal('click', '-s', 'page', first)).toMatchObject({
    code: 'ELEMENT_STALE',
    exitCode: 6,
  });
  expect(await world.refusal('click', '-s', 'page', '@e999')).toMatchObject({ exitCode: 5 });
  const [second = ''] = await look();
  expect(second).not.toBe(first);
  await world.say('click', '-s', 'page', second);
  await world.see('page', '[[<0;6;3M');
});

test('without brackets a paste is what was pasted; with them the program can tell', async () => {
  await showBytes('plain');
  await showBytes('brackets', String.raw`\e[?2004h`);
  const text = String.raw`two words\n`;
  await world.say('paste', '-s', 'plain', text);
  await world.say('paste', '-s', 'brackets', text);
  expect(await arriving('plain', text.length)).toBe(text);
  const bracketed = `^[[200~${text}^[[201~`;
  expect(await arriving('brackets', bracketed.length)).toBe(bracketed);
});
