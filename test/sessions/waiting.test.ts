import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

test('a wait ends with the output that it was for, in a moment', async () => {
  await world.spawn('w', 'bash', '-c', 'read -r; echo go; exec sleep 600');
  const waiting = world.ask('session.wait', 'wait-for', '-s', 'w', '-t', '20000', 'go');
  await world.say('key', '-s', 'w', 'Enter');
  expect(await waiting).toMatchObject({ exitCode: 0, found: true, matched_text: 'go', row: 1 });
});

test('a pattern is text by itself and a regular expression with -r; a broken one is refused', async () => {
  await world.spawn('w', 'bash', '-c', 'echo "total: 42 (ok)"; exec sleep 600');
  await world.see('w', '(ok)');
  const words = ['wait-for', '-s', 'w', '-r', String.raw`total: (\d+)`];
  expect(await world.ask('session.wait', ...words)).toMatchObject({ matched_text: 'total: 42' });
  expect(await world.refusal('wait-for', '-s', 'w', '-r', '(')).toMatchObject({
    code: 'PATTERN_INVALID',
    exitCode: 2,
  });
});

test.each([
  ['whole', String.raw`printf '\n$ %s%s' "$line" "$line"`],
  ['in part', String.raw`printf '\n$ %s%s' "$(printf %.4s "$line")" "$line"`],
  ['half drawn', String.raw`printf '\n$ %s%s' "$line" "$(printf %.4s "$line")"`],
])(
  'typed text that kernel and shell both echo behind the prompt is no match (%s)',
  async (_, echo) => {
    const script = `stty raw -echo; printf ready; read -rN 11 line; ${echo}
    read -rN 1; printf '\\r\\n>> TOKEN'; exec sleep 600`;
    await world.spawn('w', 'bash', '-c', script);
    await world.see('w', 'ready');
    await world.say('type', '-s', 'w', 'print TOKEN');
    await until('both echoes are there', async () => (await world.screen('w')).includes('$ prin'));
    expect(await world.stet('wait-for', '-s', 'w', '-t', '500', 'TOKEN')).toMatchObject({
      code: 3,
    });
    await world.say('key', '-s', 'w', 'x');
    await world.see('w', 'TOKEN');
  },
);

test('a key that a program took for itself does not hide what is typed after it', async () => {
  const script = `stty raw -echo; printf ready; read -rN 1; printf '\\r\\nnext'; read -rN 11 line
    printf '\\r\\n$ %s' "$line"; read -rN 1; printf '\\r\\n>> TOKEN'; exec sleep 600`;
  await world.spawn('w', 'bash', '-c', script);
  await world.see('w', 'ready');
  await world.say('key', '-s', 'w', 'x');
  await world.see('w', 'next');
  await world.say('type', '-s', 'w', 'print TOKEN');
  await until('it is shown again', async () => (await world.screen('w')).includes('$ print'));
  expect(await world.stet('wait-for', '-s', 'w', '-t', '500', 'TOKEN')).toMatchObject({ code: 3 });
  await world.say('key', '-s', 'w', 'y');
  await world.see('w', 'TOKEN');
});

test('what is gone, what keeps still and what comes first can be waited for', async () => {
  const script = 'echo Loading; read -r; clear; echo Failed; exec sleep 600';
  await world.spawn('w', 'bash', '-c', script);
  await world.see('w', 'Loading');
  const gone = world.ask('session.wait', ...'wait-for -s w Loading --gone --stable 100'.split(' '));
  await world.say('key', '-s', 'w', 'Enter');
  expect(await gone).toMatchObject({ found: true, exitCode: 0 });
  const first = ['wait-for', '-s', 'w', 'Passed', '--any-of', 'Skipped', '--any-of', 'Failed'];
  expect(await world.ask('session.wait', ...first)).toMatchObject({
    found: true,
    condition: 2,
    matched_text: 'Failed',
  });
});

test('the prompt of a shell and the end of a program can be waited for', async () => {
  await world.spawnShell('w');
  await world.say('submit', '-s', 'w', 'sleep 0.2; echo over');
  await world.say('wait-for', '-s', 'w', '--prompt', '-t', '10000');
  expect(await world.screen('w')).toContain('\nover\n$');
  await world.say('submit', '-s', 'w', 'exit 3');
  const ended = await world.ask('session.wait', ...'wait-for -s w --exit -t 10000'.split(' '));
  expect(ended).toMatchObject({ found: true, exitCode: 0, outcome: 'exited' });
});

test('await-change sees the next change and settle waits until it is quiet', async () => {
  const script = 'read -r; for n in 1 2 3 4 5; do echo "step $n"; sleep 0.1; done; exec sleep 600';
  await world.spawn('w', 'bash', '-c', script);
  const before = await world.ask('session.snapshot', 'snapshot', '-s', 'w');
  expect(before.outcome).toBe('immediate');
  const flags = ['-s', 'w', '--await-change', before.content_hash, '--settle', '400', '--strict'];
  const settled = world.ask('session.snapshot', 'snapshot', ...flags);
  await world.say('key', '-s', 'w', 'Enter');
  expect(await settled).toMatchObject({ outcome: 'settled', exitCode: 0 });
  expect((await settled).text).toContain('step 5');
});

test('at a deadline the latest screen is there all the same; --strict makes it exit 3', async () => {
  await world.spawn('busy', 'bash', '-c', 'while :; do echo "now $((n++))"; sleep 0.02; done');
  await world.see('busy', 'now');
  const flags = ['-s', 'busy', '--settle', '2000', '-t', '300'];
  const late = await world.ask('session.snapshot', 'snapshot', ...flags);
  expect(late).toMatchObject({ outcome: 'deadline', exitCode: 0 });
  expect(late.text).toContain('now');
  expect(await world.ask('session.snapshot', 'snapshot', ...flags, '--strict')).toMatchObject({
    exitCode: 3,
  });
});

test('a program that ends while a snapshot waits ends the wait; --strict makes it exit 4', async () => {
  await world.spawn('w', 'bash', '-c', 'read -r; echo last words; exit 9');
  const { content_hash: hash } = await world.ask('session.snapshot', 'snapshot', '-s', 'w');
  const flags = ['-s', 'w', '--await-change', hash, '--settle', '5000', '--strict'];
  const waiting = world.ask('session.snapshot', 'snapshot', ...flags);
  await world.say('key', '-s', 'w', 'Enter');
  const seen = await waiting;
  expect(seen).toMatchObject({ outcome: 'exited', exitCode: 4 });
  expect(seen.text).toContain('last words');
});

test('output that nobody can see moves the revision and not the hash', async () => {
  const script = String.raw`echo shown; read -rs; printf '\e[m\e[m'; exec sleep 600`;
  await world.spawn('w', 'bash', '-c', script);
  await world.see('w', 'shown');
  const before = await world.ask('session.snapshot', 'snapshot', '-s', 'w');
  await world.say('key', '-s', 'w', 'Enter');
  const after = await until('the revision has moved', async () => {
    const now = await world.ask('session.snapshot', 'snapshot', '-s', 'w');
    return now.revision !== before.revision && now;
  });
  expect(after.content_hash).toBe(before.content_hash);
});

test('a snapshot since a revision holds the rows that changed after it', async () => {
  const script = String.raw`printf 'one\ntwo\nthree'; read -rs; printf '\e[2;1HTWO'; exec sleep 600`;
  await world.spawn('w', 'bash', '-c', script);
  await world.see('w', 'three');
  const { revision } = await world.ask('session.snapshot', 'snapshot', '-s', 'w');
  await world.say('key', '-s', 'w', 'Enter');
  await world.see('w', 'TWO');
  const words = ['snapshot', '-s', 'w', '--since', revision];
  const { changed_rows: changed = [] } = await world.ask('session.snapshot', ...words);
  expect(changed.filter(({ text }) => text.trim() !== '')).toMatchObject([{ row: 1, text: 'TWO' }]);
});

test('a wait that times out says what the program is doing and what it asked in vain', async () => {
  await world.spawn('w', 'bash', '-c', 'echo Password:; read -rs; exec sleep 600');
  await world.see('w', 'Password');
  const words = ['wait-for', '-s', 'w', '-t', '100', 'Welcome'];
  const { diagnosis, exitCode } = await world.ask('session.wait', ...words);
  expect(exitCode).toBe(3);
  expect(diagnosis?.screen).toContain('Password:');
  expect(diagnosis?.tty).not.toContain('echo');
  expect(diagnosis?.foreground?.argv[0]).toBe('bash');
});
