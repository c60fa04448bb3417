import { expect, test } from 'vitest';
import { StetError } from '../../../src/base/errors.ts';
import { needs } from '../../hosts/requirements.ts';
import { PrivateHouse } from './private-house.ts';

needs('bash', 'dialog', 'less', 'cat');

test('a snapshot shows text, cursor, styles and modes; the cursor is marked by its column', async () => {
  await using house = await PrivateHouse.make();
  const draw = String.raw`printf '\033[?2004h\033]2;hello\007a\033[1;31;48;5;20mred\033[0m\r\n日本x\b'; sleep 100`;
  await house.spawn(['bash', '-c', draw], { size: { cols: 20, rows: 4 } });
  await house.shows('x');
  const full = await house.ask('session.snapshot', { styles: true });
  expect(full).toMatchObject({
    outcome: 'immediate',
    text: 'ared\n日本x',
    cursor: { row: 1, col: 4, visible: true },
    title: 'hello',
    modes: ['bracketed-paste'],
    spans: [
      { row: 0, col: 1, cols: 3, text: 'red', fg: 'red', bg: 'color-20', attributes: ['bold'] },
    ],
  });
  const { content: plain } = await house.ask('session.snapshot', { format: 'text' });
  expect(plain).toBe('--- Terminal 20x4 | Cursor: (1, 4) ---\nared\n日本[x]');
  const { content: ansi = '' } = await house.ask('session.snapshot', { format: 'ansi' });
  expect(ansi.split('\n')[0]).toBe('a\u001B[1;31;48;5;20mred\u001B[0m');
  const { content: html } = await house.ask('session.snapshot', { format: 'html' });
  expect(html).toContain('font-weight:bold');
  const { content: svg } = await house.ask('session.snapshot', { format: 'svg' });
  expect(svg).toMatch(/^<svg .*日本x/s);
  const compact = await house.ask('session.snapshot', { format: 'compact' });
  expect(compact.text ?? compact.content).toBeUndefined();
});

test('a PNG is a picture where the machine has a font, and a named error where it has none', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', 'echo hi; sleep 100']);
  await house.shows('hi');
  const seen = await house.ask('session.snapshot', { format: 'png' }).then(
    ({ content = '' }) => Buffer.from(content, 'base64').subarray(1, 4).toString(),
    (failure: unknown) => (failure instanceof StetError ? failure.code : failure),
  );
  expect(['PNG', 'FONT_MISSING']).toContain(seen);
});

test('the hash of the content sees a highlight move; that of the text does not', async () => {
  await using house = await PrivateHouse.make();
  const draw = String.raw`stty -echo; printf '\033[7mone\033[0m two'; read -rsn1; printf '\rone \033[7mtwo\033[0m'; sleep 100`;
  await house.spawn(['bash', '-c', draw]);
  await house.shows('two');
  const before = await house.ask('session.snapshot');
  const changed = house.ask('session.snapshot', { awaitChange: before.content_hash });
  await house.ask('session.key', { keys: 'x' });
  const after = await changed;
  expect(after.outcome).toBe('changed');
  expect(after.content_hash).not.toBe(before.content_hash);
  expect(after.text_hash).toBe(before.text_hash);
});

test('output that cannot be seen moves the revision and not the hash, and does not hinder settling', async () => {
  await using house = await PrivateHouse.make();
  const draw = String.raw`printf still; while sleep 0.02; do printf '\033[m'; done`;
  await house.spawn(['bash', '-c', draw]);
  await house.shows('still');
  const first = await house.ask('session.snapshot');
  const settled = await house.ask('session.snapshot', { settleMs: 300, timeoutMs: 10_000 });
  expect(settled.outcome).toBe('settled');
  expect(settled.revision).not.toBe(first.revision);
  expect(settled.content_hash).toBe(first.content_hash);
  const waited = await house.ask('session.snapshot', {
    awaitChange: first.content_hash,
    timeoutMs: 100,
  });
  expect(waited).toMatchObject({ outcome: 'deadline', text: 'still' });
});

test('one limit of time holds for change and settling together, and evidence comes in any case', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', 'for ((i=0;;i++)); do printf "\\r$i"; sleep 0.02; done']);
  await house.shows('5');
  const began = performance.now();
  const { outcome, text } = await house.ask('session.snapshot', {
    awaitChange: 'another',
    settleMs: 400,
    timeoutMs: 600,
  });
  expect(outcome).toBe('deadline');
  expect(text).toMatch(/^\d+$/);
  expect(performance.now() - began).toBeGreaterThanOrEqual(590);
});

test('a screen in the middle of an update is not shown', async () => {
  await using house = await PrivateHouse.make();
  const draw = String.raw`stty -echo; printf 'old'; read -rsn1; printf '\033[?2026h\r\033[Khalf'; sleep 0.3; printf ' whole\033[?2026l'; sleep 100`;
  await house.spawn(['bash', '-c', draw]);
  await house.shows('old');
  const before = await house.ask('session.snapshot');
  await house.ask('session.key', { keys: 'x' });
  const after = await house.ask('session.snapshot', { awaitChange: before.content_hash });
  expect(after.text).toBe('half whole');
});

test('only the rows that changed since a revision are told', async () => {
  await using house = await PrivateHouse.make();
  const draw = String.raw`stty -echo; seq 10; while read -rsn1; do printf '\033[3;1Hthree'; done`;
  await house.spawn(['bash', '-c', draw]);
  await house.shows('10');
  const { revision, content_hash } = await house.ask('session.snapshot');
  await house.ask('session.key', { keys: 'x' });
  const delta = await house.ask('session.snapshot', { since: revision, awaitChange: content_hash });
  expect(delta.changed_rows).toEqual([{ row: 2, text: 'three' }]);
  expect(delta.text).toBeUndefined();
  await expect(house.ask('session.snapshot', { since: '1.99' })).rejects.toMatchObject({
    code: 'REVISION_UNKNOWN',
  });
});

test('the scrollback is read by numbers that stay, or counted back from the end', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', 'seq 100; sleep 100'], { size: { cols: 20, rows: 10 } });
  await house.shows('100');
  const read = async (from: number, to?: number): Promise<unknown> =>
    (await house.ask('session.snapshot', { scrollback: { from, to } })).scrollback;
  expect(await read(4, 5)).toEqual({ first: 4, next: 6, lines: ['5', '6'] });
  expect(await read(-3)).toEqual({ first: 98, next: 101, lines: ['99', '100', ''] });
});

test('escapes of type are decoded; a line feed is Enter for raw and for cooked programs', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn([
    'bash',
    '-c',
    'stty raw -echo; printf go; head -c 12 | od -An -tx1; sleep 100',
  ]);
  await house.shows('go');
  await house.ask('session.type', { text: String.raw`a\n\r\t\\\x41\xff\xZZ\x0A` });
  await house.shows('61 0d 0d 09 5c 41 ff 5c 78 5a 5a 0a');
  await house.spawn(['cat'], { name: 'cooked' });
  await house.ask('session.type', { text: 'line\\n' });
  await house.shows('line\nline');
  expect(await house.screen('cooked')).toBe('line\nline');
});

test('a paste is bracketed only if the program knows that, and cannot end early', async () => {
  await using house = await PrivateHouse.make();
  const read = 'stty raw -echo; printf go; head -c 17 | od -An -c; sleep 100';
  await house.spawn(['bash', '-c', String.raw`printf '\033[?2004h'; ${read}`]);
  await house.shows('go');
  const text = 'a\u001B[201~b';
  expect((await house.ask('session.paste', { text })).bracketed).toBe(true);
  await house.shows(String.raw`033   [   2   0   0   ~   a       [   2   0   1   ~   b 033   [`);
  await house.spawn(['cat'], { name: 'plain' });
  expect((await house.ask('session.paste', { text: 'one\ntwo\n' })).bracketed).toBe(false);
  await house.shows('one\ntwo');
});

test('a dialog is worked by keys and by clicks on its elements; a stale ref is an error', async () => {
  await using house = await PrivateHouse.make();
  const dialog = 'dialog --yesno sure 6 30; echo code-$?; read x; clear; exec cat';
  await house.spawn(['bash', '-c', dialog]);
  await house.shows('sure');
  const { elements = [] } = await house.ask('session.snapshot', { elements: true });
  const no = elements.find(({ kind, text }) => kind === 'button' && /No/.test(text));
  await house.ask('session.click', { target: { ref: no?.ref ?? '' } });
  await house.shows('code-1');
  await house.ask('session.key', { keys: 'Enter' });
  await house.ask('session.wait', { anyOf: [{ text: 'code-1', gone: true }] });
  await expect(house.ask('session.click', { target: { ref: no?.ref } })).rejects.toMatchObject({
    code: 'ELEMENT_STALE',
  });
  await expect(house.ask('session.click', { target: { ref: '@e999' } })).rejects.toMatchObject({
    code: 'ELEMENT_NOT_FOUND',
  });
  await expect(house.ask('session.click', { target: { row: 0, col: 80 } })).rejects.toMatchObject({
    code: 'PARAMS_INVALID',
  });
});

test('a click or a wheel that the program did not ask for is refused; less gets arrow keys', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['cat']);
  await expect(house.ask('session.click', { target: { row: 0, col: 0 } })).rejects.toMatchObject({
    code: 'MOUSE_REFUSED',
  });
  await expect(house.ask('session.scroll', { direction: 'up' })).rejects.toMatchObject({
    code: 'MOUSE_REFUSED',
  });
  await house.spawn(['bash', '-c', 'seq 100 | less'], { name: 'less' });
  await house.shows('23');
  await house.ask('session.scroll', { direction: 'down', amount: 2 });
  await house.shows('29');
});

test('keys go out as the program wants them at that moment', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn([
    'bash',
    '-c',
    String.raw`printf '\033[?1h'; stty raw -echo; printf go; head -c 9 | od -An -c; sleep 100`,
  ]);
  await house.shows('go');
  await house.ask('session.key', { keys: 'Up Shift+Tab', delayMs: 10 });
  await house.ask('session.key', { keys: 'Alt+x a' });
  await expect(house.ask('session.key', { keys: 'Nope' })).rejects.toMatchObject({
    code: 'KEY_UNKNOWN',
  });
  await expect(house.ask('session.key', { keys: 'a '.repeat(33) })).rejects.toMatchObject({
    code: 'PARAMS_INVALID',
  });
  await house.shows(String.raw`033   O   A 033   [   Z 033   x   a`);
});
