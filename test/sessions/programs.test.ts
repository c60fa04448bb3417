import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { needs } from '../hosts/requirements.ts';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

// Real programs, driven from start to end by the command alone. After each of them: it asked the
// terminal nothing that was not answered.

needs('vim', 'htop', 'less', 'dialog', 'whiptail', 'fzf', 'mc', 'nano', 'tmux', 'python3');

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

async function answered(session: string): Promise<void> {
  expect((await world.status(session)).unanswered).toEqual([]);
}

/** Waits for the end of the program: its exit status. */
async function exitCode(session: string): Promise<number | null | undefined> {
  await world.say('wait-for', '-s', session, '--exit');
  return (await world.status(session)).exit?.exit_code;
}

/** The middle of the first element with this text, clicked. */
async function clickOn(session: string, wanted: string): Promise<void> {
  const words = ['snapshot', '-s', session, '--elements'];
  const { elements = [] } = await world.ask('session.snapshot', ...words);
  const found = elements.find(({ text }) => text.includes(wanted));
  if (found === undefined) throw new Error(`${wanted} is none of ${JSON.stringify(elements)}`);
  await world.say('click', '-s', session, found.ref);
}

test('vim edits and saves a file', async () => {
  const file = join(world.home, 'letter.txt');
  await writeFile(file, 'Dear all,\n');
  await world.spawn('editor', 'vim', file);
  await world.see('editor', 'Dear all');
  await answered('editor');
  await world.say('key', '-s', 'editor', 'o');
  await world.say('type', '-s', 'editor', 'stet.');
  await world.say('key', '-s', 'editor', 'Escape', ':', 'w', 'q', 'Enter');
  await world.say('wait-for', '-s', 'editor', '--exit');
  expect(await readFile(file, 'utf8')).toBe('Dear all,\nstet.\n');
});

test('nano takes text, a paste and its own keys', async () => {
  const file = join(world.home, 'note.txt');
  await world.spawn('editor', 'nano', file);
  await world.see('editor', '^X');
  await answered('editor');
  await world.say('type', '-s', 'editor', 'first\\r');
  await world.say('paste', '-s', 'editor', 'second\nthird');
  await world.see('editor', 'third');
  await world.say('key', '-s', 'editor', 'Ctrl+O', 'Enter');
  await world.see('editor', 'Wrote');
  await world.say('key', '-s', 'editor', 'Ctrl+X');
  await world.say('wait-for', '-s', 'editor', '--exit');
  expect(await readFile(file, 'utf8')).toBe('first\nsecond\nthird\n');
});

test('htop shows processes, its setup, and ends with F10', async () => {
  await world.spawn('top', 'htop');
  await world.see('top', 'Load average');
  await answered('top');
  await world.say('key', '-s', 'top', 'F2');
  await world.see('top', 'Categories');
  await world.say('key', '-s', 'top', 'Escape');
  await world.see('top', 'F10Quit');
  await world.say('key', '-s', 'top', 'F10');
  await world.say('wait-for', '-s', 'top', '--exit');
  expect((await world.status('top')).exit).toMatchObject({ exit_code: 0 });
});

test('less pages, searches and quits', async () => {
  const file = join(world.home, 'lines.txt');
  await writeFile(file, Array.from({ length: 300 }, (_, at) => `line ${at + 1}\n`).join(''));
  await world.spawn('pager', 'less', file);
  await world.see('pager', 'line 23');
  await answered('pager');
  await world.say('key', '-s', 'pager', 'PageDown');
  await world.see('pager', 'line 46');
  await world.say('submit', '-s', 'pager', '/line 250');
  await world.see('pager', 'line 250');
  await world.say('key', '-s', 'pager', 'q');
  expect(await exitCode('pager')).toBe(0);
});

const menu = ['--menu', 'Choose', '12', '40', '3', 'a', 'Apple', 'b', 'Banana', 'c', 'Cherry'];

test.each(['dialog', 'whiptail'])('%s: a menu is driven by keys', async (program) => {
  const script = `${program} "$@" 2> choice; echo "chose $(cat choice)"; exec sleep 600`;
  await world.spawn('menu', 'bash', '-c', script, 'x', ...menu);
  await world.see('menu', 'Cherry');
  await answered('menu');
  await world.say('key', '-s', 'menu', 'Down', 'Enter');
  await world.see('menu', 'chose b');
  expect(await readFile(join(world.home, 'choice'), 'utf8')).toBe('b');
});

test('dialog: buttons are clicked by their refs', async () => {
  const script =
    'dialog --yesno "Really go on?" 8 40; a=$?; clear; echo "answer $a"; exec sleep 600';
  await world.spawn('box', 'bash', '-c', script);
  await world.see('box', 'Yes', '--stable', '200');
  await clickOn('box', 'No');
  await world.see('box', 'answer 1');
  expect(await world.screen('box')).not.toContain('Really');
});

test('whiptail has no mouse: a click is refused and changes nothing', async () => {
  await world.spawn('box', 'whiptail', '--yesno', 'Really go on?', '8', '40');
  await world.see('box', 'Yes', '--stable', '200');
  const { elements = [] } = await world.ask(
    'session.snapshot',
    'snapshot',
    '-s',
    'box',
    '--elements',
  );
  const button = elements.find(({ kind }) => kind === 'button');
  expect(await world.refusal('click', '-s', 'box', button?.ref ?? '')).toMatchObject({
    code: 'MOUSE_REFUSED',
    exitCode: 7,
  });
  await world.say('key', '-s', 'box', 'Tab', 'Enter');
  await world.say('wait-for', '-s', 'box', '--exit');
  expect((await world.status('box')).exit).toMatchObject({ exit_code: 1 });
});

test('fzf --height paints at once: half of the time within a second', async () => {
  await using client = world.client();
  const patience = { signal: AbortSignal.timeout(60_000), onProgress: (): void => undefined };
  const script = 'printf "%s\\n" apple banana cherry | fzf --height 10';
  const env = Object.entries(world.sandbox.env).map(([name, value]) => `${name}=${value}`);
  const tookMs: number[] = [];
  for (const name of ['warm', 'one', 'two', 'three', 'four', 'five']) {
    const startedMs = performance.now();
    const request = { argv: ['sh', '-c', script], name, cwd: world.home, env };
    await client.call('session.spawn', request, patience);
    const anyOf = [{ text: 'cherry' }];
    const { found } = await client.call('session.wait', { session: name, anyOf }, patience);
    expect(found).toBe(true);
    tookMs.push(performance.now() - startedMs);
  }
  const sorted = tookMs.slice(1).toSorted((a, b) => a - b);
  const shown = sorted.map((ms) => ms.toFixed(0)).join(', ');
  process.stdout.write(`fzf --height: first paint after ${shown} ms\n`);
  expect(sorted[2]).toBeLessThan(1_000);
});

test('fzf filters and picks', async () => {
  const picking =
    'printf "%s\\n" apple banana cherry | fzf --height 10 > pick; echo "picked $(cat pick)"; exec sleep 600';
  await world.spawn('finder', 'bash', '-c', picking);
  await world.see('finder', 'cherry');
  await answered('finder');
  await world.say('type', '-s', 'finder', 'ban');
  await world.see('finder', '1/3');
  await world.say('key', '-s', 'finder', 'Enter');
  await world.see('finder', 'picked banana');
  expect(await readFile(join(world.home, 'pick'), 'utf8')).toBe('banana\n');
});

test('mc makes a directory and quits', async () => {
  const folder = join(world.home, 'files');
  await mkdir(folder);
  const words = [
    'spawn',
    '-n',
    'files',
    '--cwd',
    folder,
    '--env',
    `TMPDIR=${world.home}`,
    'mc',
    '-u',
  ];
  await world.say(...words);
  await world.see('files', 'Quit');
  await answered('files');
  await world.say('key', '-s', 'files', 'F7');
  await world.see('files', 'Create a new Directory');
  await world.say('submit', '-s', 'files', 'made-by-mc');
  await world.see('files', 'made-by-mc');
  await world.say('key', '-s', 'files', 'F10');
  await until('mc asks or ends', async () => {
    if ((await world.status('files')).state === 'exited') return true;
    const isAsked = (await world.screen('files')).includes('[ Yes ]');
    if (isAsked) await world.say('key', '-s', 'files', 'Enter');
    return false;
  });
  expect((await stat(join(folder, 'made-by-mc'))).isDirectory()).toBe(true);
});

test('tmux runs inside a session, and what runs in it is reached', async () => {
  const socket = join(world.home, 'inner.sock');
  await world.spawn('mux', 'tmux', '-f', '/dev/null', '-S', socket, 'new', '-s', 'inner', 'bash');
  await world.see('mux', '[inner]');
  await answered('mux');
  await world.say('key', '-s', 'mux', 'Ctrl+b', '%');
  await world.see('mux', '│');
  await world.say('submit', '-s', 'mux', 'echo in-the-pane-$((6*7))');
  await world.see('mux', 'in-the-pane-42');
  await world.sandbox.run(['tmux', '-S', socket, 'kill-server']);
  expect(await exitCode('mux')).toBe(1);
});

test('the editor and the rest of it work after the daemon was killed', async () => {
  const file = join(world.home, 'crash.txt');
  await world.spawn('editor', 'vim', file);
  await world.see('editor', 'crash.txt');
  await world.say('key', '-s', 'editor', 'i');
  await world.say('type', '-s', 'editor', 'before ');
  await world.see('editor', 'before', '--any-of', 'before');
  await world.killDaemon();
  await world.say('type', '-s', 'editor', 'after');
  await world.say('key', '-s', 'editor', 'Escape', ':', 'x', 'Enter');
  await world.say('wait-for', '-s', 'editor', '--exit');
  expect(await readFile(file, 'utf8')).toBe('before after\n');
});
