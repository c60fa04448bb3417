import { expect, test } from 'vitest';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

const STUCK = 96;
/** More than a terminal takes whose program does not read. */
const UNREAD = 'x'.repeat(200_000);

test(`${STUCK} sessions with input that nobody reads do not hinder the end of another`, async () => {
  await using world = await World.open();
  await using client = world.client();
  const giveUp = new AbortController();
  const patience = { signal: giveUp.signal, onProgress: (): void => undefined };
  const env = Object.entries(world.sandbox.env).map(([name, value]) => `${name}=${value}`);
  const deaf = { argv: ['sh', '-c', 'stty raw -echo; echo deaf; exec sleep 600'], env };
  const names = Array.from({ length: STUCK }, (_, at) => `stuck${at}`);
  const outcomes: unknown[] = [];
  const writes: Promise<void>[] = [];
  for (const name of names) {
    await client.call('session.spawn', { ...deaf, name, cwd: world.home }, patience);
    const anyOf = [{ text: 'deaf' }];
    await client.call('session.wait', { session: name, anyOf }, patience);
    const write = client.call('session.type', { session: name, text: UNREAD }, patience);
    writes.push(
      write.then(
        (answer) => void outcomes.push(answer),
        (failure: unknown) => void outcomes.push(failure),
      ),
    );
  }
  await world.spawn('w', 'cat');
  const { sessions } = await client.call('session.list', {}, patience);
  expect(sessions).toHaveLength(STUCK + 1);
  const startedMs = performance.now();
  await world.say('kill', '-s', 'w');
  process.stdout.write(
    `killed beside ${STUCK} that are stuck after ${(performance.now() - startedMs).toFixed(0)} ms\n`,
  );
  expect(performance.now() - startedMs).toBeLessThan(20_000);
  expect((await world.names()).length).toBe(STUCK);
  giveUp.abort(new Error('enough'));
  await Promise.all(writes);
  await until('each write has ended', () => outcomes.length === STUCK);
});
