import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { needs } from '../hosts/requirements.ts';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

// The 17 defects that were found in pilotty 0.0.11, each as the behaviour that it should have had.

needs('bash', 'fzf', 'nano', 'dialog', 'jq');

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

const run = promisify(execFile);

test('1: queries of the terminal are answered: fzf --height paints', async () => {
  const startedMs = performance.now();
  await world.spawn('finder', 'bash', '-c', 'printf "%s\\n" apple banana | fzf --height 5');
  await world.see('finder', 'banana');
  // Two commands, on a machine that does other things too; programs.test.ts measures the paint.
  expect(performance.now() - startedMs).toBeLessThan(15_000);
  expect((await world.status('finder')).unanswered).toEqual([]);
});

test('2: content_hash survives jq and JavaScript: it is a string', async () => {
  await world.spawnShell('worker');
  const printed = await world.say('snapshot', '-s', 'worker', '--json');
  const file = join(world.home, 'snapshot.json');
  await writeFile(file, printed);
  const { stdout } = await run('jq', ['-r', '.content_hash', file]);
  const { content_hash: hash } = await world.ask('session.snapshot', 'snapshot', '-s', 'worker');
  expect(stdout.trim()).toBe(hash);
  const same = ['-s', 'worker', '--await-change', hash, '-t', '300'];
  expect(await world.ask('session.snapshot', 'snapshot', ...same)).toMatchObject({
    outcome: 'deadline',
  });
});

test('3: a highlight that moves changes the hash, though no text does', async () => {
  const menu = ['--menu', 'Choose', '12', '40', '3', 'a', 'Apple', 'b', 'Banana', 'c', 'Cherry'];
  await world.spawn('menu', 'dialog', ...menu);
  await world.see('menu', 'Cherry', '--stable', '200');
  const before = await world.ask('session.snapshot', 'snapshot', '-s', 'menu');
  await world.say('key', '-s', 'menu', 'Down');
  const flags = ['-s', 'menu', '--await-change', before.content_hash, '--settle', '200'];
  const after = await world.ask('session.snapshot', 'snapshot', ...flags);
  expect(after.text).toBe(before.text);
  expect(after.text_hash).toBe(before.text_hash);
  expect(after.outcome).toBe('settled');
});

test('4: a wait takes as long as it was allowed to, also more than 30 s', async () => {
  await world.spawn('slow', 'bash', '-c', 'sleep 32; echo done at last; sleep 600');
  const words = ['wait-for', '-s', 'slow', '-t', '60000', 'done at last'];
  const waited = await world.ask('session.wait', ...words);
  expect(waited).toMatchObject({ found: true, exitCode: 0 });
  expect(waited.elapsed_ms).toBeGreaterThan(30_000);
});

test('5: the command that starts the daemon prints its answer alone', async () => {
  await using alone = await World.open();
  const { stdout, stderr } = await alone.stet('spawn', 'cat');
  expect(JSON.parse(stdout)).toMatchObject({ name: 'default' });
  expect(stderr).toBe('');
});

test('6: a wait ends with the program, is not fooled by echo or old text, and says how it failed', async () => {
  await world.spawnShell('worker');
  await world.say('type', '-s', 'worker', 'sleep 0.3; exit 7 # MARKER\\r');
  const marker = ['wait-for', '-s', 'worker', '-t', '10000', 'MARKER'];
  expect(await world.ask('session.wait', ...marker)).toMatchObject({
    exitCode: 4,
    found: false,
    outcome: 'exited',
    exit: { exit_code: 7 },
  });
  await world.spawn('still', 'bash', '-c', 'echo waiting; exec sleep 600');
  await world.see('still', 'waiting');
  const words = ['wait-for', '-s', 'still', '-t', '200', 'never'];
  const late = await world.ask('session.wait', ...words);
  expect(late).toMatchObject({ exitCode: 3, found: false, outcome: 'deadline' });
  expect(late.diagnosis?.screen).toContain('waiting');
  expect(late.diagnosis?.foreground?.argv).toEqual(['sleep', '600']);
  expect(await world.refusal('wait-for', '-s', 'nobody', 'x')).toMatchObject({ exitCode: 5 });
});

test('7: modifiers count on named keys, an unknown one is refused, Home and End mind DECCKM', async () => {
  await world.spawn('keys', 'bash', '-c', 'stty raw -echo; exec cat -v');
  await world.say('key', '-s', 'keys', 'Shift+Tab', 'Ctrl+Left', 'Home');
  await world.see('keys', '^[[Z^[[1;5D^[[H');
  expect(await world.refusal('key', '-s', 'keys', 'Supper+a')).toMatchObject({
    code: 'KEY_UNKNOWN',
    suggestion: 'Did you mean "super"?',
  });
  const application = String.raw`stty raw -echo; printf '\e[?1h'; exec cat -v`;
  await world.spawn('application', 'bash', '-c', application);
  await until('the mode is on', async () =>
    (await world.status('application')).modes.includes('application-cursor-keys'),
  );
  await world.say('key', '-s', 'application', 'Home', 'End');
  await world.see('application', '^[OH^[OF');
});

const modifiers = ['Shift', 'Alt', 'Alt+Shift', 'Ctrl', 'Ctrl+Shift', 'Ctrl+Alt', 'Ctrl+Alt+Shift'];
const letterKeys = { Up: 'A', Down: 'B', Right: 'C', Left: 'D', Home: 'H', End: 'F' };
const functionKeys = { F1: 'P', F2: 'Q', F3: 'R', F4: 'S' };
const numberedKeys = { Insert: 2, Delete: 3, PageUp: 5, PageDown: 6, F5: 15, F8: 19, F12: 24 };

test.each(modifiers)('7: %s counts on every named key', async (modifier) => {
  await world.spawn('keys', 'bash', '-c', 'stty raw -echo; printf ready; exec cat -v');
  await world.see('keys', 'ready');
  const number = modifiers.indexOf(modifier) + 2;
  const letters = Object.entries({ ...letterKeys, ...functionKeys });
  const expected = [
    ...letters.map(([key, letter]) => [key, `^[[1;${number}${letter}`]),
    ...Object.entries(numberedKeys).map(([key, code]) => [key, `^[[${code};${number}~`]),
  ];
  await world.say('key', '-s', 'keys', expected.map(([key]) => `${modifier}+${key}`).join(' '));
  const all = expected.map(([, bytes]) => bytes).join('');
  const shown = await until('all have arrived', async () => {
    const words = ['output', '--ansi', '-s', 'keys'];
    const { content } = await world.ask('session.output', ...words);
    const text = Buffer.from(content, 'base64').toString('latin1');
    return text.includes(all.slice(-4)) && text;
  });
  expect(shown).toContain(`ready${all}`);
});

test('8: a program without a mouse gets no click and no wheel', async () => {
  await world.spawnShell('worker');
  const before = await world.screen('worker');
  expect(await world.refusal('click', '-s', 'worker', '5', '3')).toMatchObject({
    code: 'MOUSE_REFUSED',
    exitCode: 7,
  });
  expect(await world.refusal('scroll', '-s', 'worker', 'up')).toMatchObject({ exitCode: 7 });
  expect(await world.screen('worker')).toBe(before);
});

test('9: paste, scrollback, environment, size and TERM of a session are the caller’s to choose', async () => {
  const flags = ['--size', '100x30', '--term', 'vt220', '--env', 'COLOUR=blue'];
  const shown = 'echo "$COLOUR $TERM $(stty size) $OWNER"; seq 1 60; exec bash';
  world.sandbox.env['OWNER'] = 'second';
  await world.ask('session.spawn', 'spawn', '-n', 'w', ...flags, '--', 'bash', '-c', shown);
  await world.see('w', '60');
  const words = ['snapshot', '-s', 'w', '--scrollback', '0..2'];
  const { scrollback } = await world.ask('session.snapshot', ...words);
  expect(scrollback?.lines).toEqual(['blue vt220 30 100 second', '1', '2']);
  await world.see('w', '$');
  const pasted = await world.ask('session.paste', 'paste', '-s', 'w', 'echo one\necho two');
  expect(pasted.bracketed).toBe(true);
  await world.spawn('plain', 'cat');
  const plain = await world.ask('session.paste', 'paste', '-s', 'plain', 'text');
  expect(plain.bracketed).toBe(false);
});

test('10: a folder that the user gave keeps its mode, and an open one is refused', async () => {
  await using alone = await World.open();
  const folder = alone.sandbox.path('shared');
  await mkdir(folder);
  await chmod(folder, 0o755);
  alone.sandbox.env['STET_SOCKET_DIR'] = folder;
  expect(await alone.refusal('spawn', 'cat')).toMatchObject({ code: 'SOCKET_UNSAFE', exitCode: 7 });
  expect((await stat(folder)).mode & 0o777).toBe(0o755);
});

test('11: of many first commands at once each one works, with one daemon', async () => {
  await using alone = await World.open();
  const names = Array.from({ length: 20 }, (_, at) => `first${at + 10}`);
  const spawned = await Promise.all(names.map(async (name) => alone.spawn(name, 'cat')));
  expect(spawned.map(({ exitCode }) => exitCode)).toEqual(names.map(() => 0));
  expect(await alone.names()).toEqual(names);
});

test('12: a size that no terminal has is refused', async () => {
  await world.spawn('w', 'cat');
  for (const size of [['65535', '65535'], ['5000x10'], ['0', '0'], ['-1', '5']]) {
    expect(await world.refusal('resize', '-s', 'w', '--', ...size)).toMatchObject({ exitCode: 2 });
  }
  await world.say('resize', '-s', 'w', '132', '43');
  expect((await world.status('w')).size).toEqual({ cols: 132, rows: 43 });
});

test('13: a name is made harmless before it is used', async () => {
  const { name } = await world.spawn('$(reboot); x\u001B[2J', 'cat');
  expect(name).toMatch(/^[\w-]+$/);
  expect(await world.names()).toEqual([name]);
  for (const bad of ['../../etc/passwd', 'a/b', '..', '/x']) {
    expect(await world.refusal('spawn', `--name=${bad}`, 'cat')).toMatchObject({ exitCode: 2 });
  }
});

test('14: sessions outlive the daemon, also while others write as fast as they can', async () => {
  await using alone = await World.open();
  for (const name of ['loud', 'louder']) await alone.spawn(name, 'yes', 'x'.repeat(70));
  await alone.spawnShell('worker');
  await alone.say('submit', '-s', 'worker', 'echo before-$((40+2))');
  await alone.see('worker', 'before-42');
  const before = await alone.screen('worker');
  await alone.killDaemon();
  expect(await alone.screen('worker')).toBe(before);
  await alone.say('submit', '-s', 'worker', 'echo after-$((40+2))');
  await alone.see('worker', 'after-42');
  expect(await alone.names()).toEqual(['loud', 'louder', 'worker']);
  for (const name of ['loud', 'louder']) await alone.say('kill', '-s', name);
});

test('15: the cursor of --format text stands in its cell, after wide characters too', async () => {
  await world.spawn('w', 'bash', '-c', String.raw`stty -echo; printf '日本ab\e[2D'; exec cat`);
  await world.see('w', 'ab');
  const shown = await world.say('snapshot', '-s', 'w', '--format', 'text');
  expect(shown).toContain('Cursor: (0, 4)');
  expect(shown).toContain('日本[a]b');
});

test('16: submit submits where a line feed does not', async () => {
  const picking = 'printf "%s\\n" apple banana | fzf > choice; echo chose $(cat choice); sleep 600';
  await world.spawn('finder', 'bash', '-c', picking);
  await world.see('finder', 'banana', '--stable', '200');
  await world.say('submit', '-s', 'finder', 'ban');
  await world.see('finder', 'chose banana');
  expect(await readFile(join(world.home, 'choice'), 'utf8')).toBe('banana\n');
});

test('17: kill ends the children of the program too, whatever group they are in and whatever they ignore', async () => {
  const stubborn = `bash -c 'trap "" TERM HUP; sleep 6002; sleep 6004'`;
  const parent = `set -m; sleep 6001 & ${stubborn} & bash -c 'sleep 6003 & wait' & wait`;
  await world.spawn('parent', 'bash', '-c', parent);
  const programs = async (): Promise<readonly string[]> =>
    (await world.processes()).flatMap(({ argv }) => (isOurs(argv) ? [] : argv));
  const sleeping = async (): Promise<readonly string[]> =>
    (await world.processes()).flatMap(({ argv }) => /^sleep (\d+)/.exec(argv)?.[1] ?? []);
  await until('all of them run', async () => (await sleeping()).length === 3);
  const before = await programs();
  expect(before.filter((argv) => argv.includes('trap "" TERM HUP'))).not.toEqual([]);
  await world.say('kill', '-s', 'parent');
  expect(await programs()).toEqual([]);
});

/** The daemon, the holder, and the shell that reads terminals for the daemon. */
function isOurs(argv: string): boolean {
  return argv.startsWith('stet-') || argv.includes('stty -a -F');
}
