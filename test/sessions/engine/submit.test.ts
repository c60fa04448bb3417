import { expect, test } from 'vitest';
import { needs } from '../../hosts/requirements.ts';
import { PrivateHouse } from './private-house.ts';

needs('bash', 'zsh', 'fish', 'python3', 'node', 'fzf');

const rounds = Number(process.env['STET_SUBMIT_ROUNDS'] ?? 10);

const readers = [
  { argv: ['bash', '--norc'], text: (n: number) => `echo $((${n}+1000))` },
  { argv: ['zsh', '-i'], text: (n: number) => `echo $((${n}+1000))` },
  { argv: ['fish'], text: (n: number) => `math ${n} + 1000` },
  { argv: ['python3', '-q'], text: (n: number) => `${n}+1000` },
  { argv: ['node'], text: (n: number) => `${n}+1000` },
];

test.each(readers)('each line submitted to $argv is run once', async ({ argv, text }) => {
  await using house = await PrivateHouse.make();
  await house.spawn(argv);
  for (let round = 1; round <= rounds; round += 1) {
    const { outcome } = await house.ask('session.submit', { text: text(round) });
    expect(outcome).toBe('submitted');
    await house.shows(String(round + 1000));
  }
});

test('what is submitted to fzf is chosen', async () => {
  await using house = await PrivateHouse.make();
  const list = Array.from({ length: 50 }, (_, at) => `item${at + 100}`).join('\n');
  for (let round = 0; round < rounds; round += 1) {
    const item = `item${100 + (round % 50)}`;
    await house.spawn(['sh', '-c', `printf '${list}' | fzf; read x`], { name: `fzf${round}` });
    await house.shows('50/50');
    const { outcome } = await house.ask('session.submit', { text: item });
    expect(outcome).toBe('submitted');
    await house.ask('session.wait', { anyOf: [{ text: '/50', gone: true }] });
    expect(await house.screen()).toBe(item);
    await house.ask('session.kill');
  }
});
