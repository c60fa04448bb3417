import { expect, test } from 'vitest';
import { PrivateHouse } from './private-house.ts';

const floods = Number(process.env['STET_FLOODS'] ?? 4);

test('while others flood, a session answers, and each of them ends when it is killed', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc'], { name: 'quiet' });
  await house.shows('$ ', { session: 'quiet' });
  const names = Array.from({ length: floods }, (_, at) => `flood${at}`);
  for (const name of names) await house.spawn(['yes', name], { name });
  for (const session of names) await house.shows(session, { session });
  for (let round = 0; round < 10; round += 1) {
    await house.ask('session.submit', { session: 'quiet', text: `echo $((${round}+500))` });
    await house.shows(String(round + 500), { session: 'quiet' });
  }
  for (const session of names) {
    const { exit } = await house.ask('session.kill', { session });
    expect(exit?.killed_by_client ?? true).toBe(true);
  }
  const { sessions } = await house.ask('session.list');
  expect(sessions.map(({ name }) => name)).toEqual(['quiet']);
});
