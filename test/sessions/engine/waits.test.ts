import { expect, test } from 'vitest';
import { needs } from '../../hosts/requirements.ts';
import { PrivateHouse } from './private-house.ts';

needs('bash', 'zsh', 'fish', 'dash');

const rounds = Number(process.env['STET_WAIT_ROUNDS'] ?? 8);

test('a wait before any input sees what is there', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', 'echo ready; sleep 100']);
  await house.shows('ready');
  const again = await house.ask('session.wait', { anyOf: [{ text: 'ready' }] });
  expect(again).toMatchObject({ found: true, outcome: 'immediate', matched_text: 'ready', row: 0 });
});

test.each(['bash --norc', 'zsh -i', 'fish', 'dash', 'python3 -q'])(
  'in %s neither the echo nor what stood there before is taken for an answer',
  async (shell) => {
    await using house = await PrivateHouse.make();
    await house.spawn(shell.split(' '));
    const isPython = shell.startsWith('python');
    for (let round = 0; round < rounds; round += 1) {
      const word = `word${round}`;
      const call = isPython
        ? `import time; time.sleep(0.05); print("${word}".upper(), "done")`
        : `sleep 0.05; echo ${word} done | tr a-z A-Z`;
      await house.ask('session.submit', { text: call });
      const echoed = await house.ask('session.wait', { anyOf: [{ text: word }], timeoutMs: 20 });
      expect(echoed.found).toBe(false);
      await house.shows(`${word.toUpperCase()} DONE`.replace('DONE', isPython ? 'done' : 'DONE'));
      await house.ask('session.type', { text: ' ' });
      const stale = await house.ask('session.wait', {
        anyOf: [{ text: word.toUpperCase() }],
        timeoutMs: 20,
      });
      expect(stale.found).toBe(false);
      await house.ask('session.key', { keys: 'Backspace' });
    }
  },
);

test('a line that a shell has shown again only in part yet is no answer', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn([
    'sh',
    '-c',
    String.raw`read line; printf '\n$ make al'; read line; echo made it`,
  ]);
  await house.ask('session.type', { text: String.raw`make all\n` });
  await house.shows('$ make al');
  const echoed = await house.ask('session.wait', { anyOf: [{ text: 'make' }], timeoutMs: 50 });
  expect(echoed.found).toBe(false);
  await house.ask('session.type', { text: String.raw`\n` });
  const answer = await house.ask('session.wait', { anyOf: [{ text: 'made it' }] });
  expect(answer.found).toBe(true);
});

test('what is typed before the shell is ready is not taken for an answer either', async () => {
  await using house = await PrivateHouse.make();
  for (let round = 0; round < rounds; round += 1) {
    await house.spawn(['bash', '--norc'], { name: `s${round}` });
    await house.ask('session.type', { text: 'sleep 0.2; echo $((40+2))answer #42answer\\n' });
    const { row } = await house.ask('session.wait', { anyOf: [{ text: '42answer' }] });
    const { text = '' } = await house.ask('session.snapshot');
    expect(text.split('\n')[row ?? -1]).toBe('42answer');
    await house.ask('session.kill');
  }
});

test('cat repeats a line: the second one counts', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['cat']);
  await house.ask('session.type', { text: 'hello' });
  const echo = await house.ask('session.wait', { anyOf: [{ text: 'hello' }], timeoutMs: 100 });
  expect(echo.found).toBe(false);
  await house.ask('session.key', { keys: 'Enter' });
  const { row } = await house.ask('session.wait', { anyOf: [{ text: 'hello' }] });
  expect(row).toBe(1);
});

test('the same text drawn again at the same place counts', async () => {
  await using house = await PrivateHouse.make();
  const script = String.raw`stty -echo; while read -rs; do printf '\033[H\033[2Jsaved'; done`;
  await house.spawn(['bash', '-c', script]);
  for (let round = 0; round < 3; round += 1) {
    await house.ask('session.key', { keys: 'Enter' });
    const { found } = await house.ask('session.wait', { anyOf: [{ text: 'saved' }] });
    expect(found).toBe(true);
  }
});

test('a wait ends at once when the program does, and tells how', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', 'sleep 0.2; echo bye; exit 4']);
  const told = await house.ask('session.wait', { anyOf: [{ text: 'never' }], timeoutMs: 20_000 });
  expect(told).toMatchObject({ found: false, outcome: 'exited', exit: { exit_code: 4 } });
  expect(told.elapsed_ms).toBeLessThan(5000);
  const last = await house.ask('session.wait', { anyOf: [{ text: 'bye' }, { exit: true }] });
  expect(last).toMatchObject({ found: true, condition: 0 });
});

test('a wait that runs out of time explains itself', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', 'printf "password: "; read -s x; echo']);
  await house.shows('password: ');
  const told = await house.ask('session.wait', { anyOf: [{ text: 'never' }], timeoutMs: 100 });
  expect(told).toMatchObject({ found: false, outcome: 'deadline', matched_text: null });
  expect(told.diagnosis).toMatchObject({
    screen: 'password:',
    tty: ['canonical', 'signals', 'output'],
    foreground: { state: 'sleeping' },
  });
});

test('text that goes, a screen that keeps still, a prompt, and several conditions', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc']);
  const prompt = await house.ask('session.wait', { anyOf: [{ prompt: true }] });
  expect(prompt.found).toBe(true);
  await house.ask('session.submit', { text: 'echo loading; sleep 0.3; clear' });
  await house.shows('loading');
  const gone = await house.ask('session.wait', { anyOf: [{ text: 'loading', gone: true }] });
  expect(gone.found).toBe(true);
  await house.ask('session.submit', { text: 'sleep 0.3' });
  const again = await house.ask('session.wait', { anyOf: [{ prompt: true }] });
  expect(again.elapsed_ms).toBeGreaterThanOrEqual(150);
  const still = await house.ask('session.wait', {
    anyOf: [{ text: 'never' }, { stableMs: 100 }, { text: 'x', gone: true, stableMs: 60_000 }],
  });
  expect(still).toMatchObject({ found: true, condition: 1 });
  const regex = await house.ask('session.submit', { text: 'echo code-$((6*7))' });
  expect(regex.outcome).toBe('submitted');
  const match = await house.ask('session.wait', {
    anyOf: [{ text: '^code-(\\d+)$', regex: true }],
  });
  expect(match.matched_text).toBe('code-42');
});

test('an expression that backtracks for ever in other engines does no harm here', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', `printf '${'a'.repeat(70)}!'; sleep 100`]);
  await house.shows('!');
  const began = performance.now();
  const told = await house.ask('session.wait', {
    anyOf: [{ text: '(a+)+$', regex: true }],
    timeoutMs: 50,
  });
  expect(told.found).toBe(false);
  expect(performance.now() - began).toBeLessThan(2000);
  await expect(
    house.ask('session.wait', { anyOf: [{ text: '(', regex: true }] }),
  ).rejects.toMatchObject({ code: 'PATTERN_INVALID' });
});
