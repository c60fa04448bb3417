import { expect, test } from 'vitest';
import { PrivateHouse } from './private-house.ts';

test('a shell is spawned, typed into, watched and killed', async () => {
  await using house = await PrivateHouse.make();
  const spawned = await house.spawn(['bash', '--norc']);
  expect(spawned.name).toBe('default');
  await house.shows('$ ');
  await house.ask('session.type', { text: 'echo one two' });
  await house.ask('session.key', { keys: 'Enter' });
  await house.shows('one two');
  expect(await house.screen()).toBe('$ echo one two\none two\n$');
  const killed = await house.ask('session.kill', {});
  expect(killed.exit).toMatchObject({ killed_by_client: true });
  expect((await house.ask('session.list')).sessions).toEqual([]);
});
