import { expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import type { MethodName, RequestOf, ResultOf } from '../../src/protocol/methods.ts';
import { needs } from '../hosts/requirements.ts';
import { World } from './world.ts';

needs('bash', 'awk');

/** The full figure is 100: "npm run test:torture -- kills". */
const KILLS = Number(process.env['STET_TORTURE_KILLS'] ?? 5);
const KILLS_A_ROUND = 10;
const SEEDS = [3, 7, 11, 19];
const PATIENCE_MS = 180_000 + 30_000 * KILLS;

/** The same output each time, another one for each seed: colours, wide characters, moves, history. */
const FLOOD = `BEGIN {
  for (i = 0; i < 20000; i++) {
    printf "\\033[%dm%06d\\033[0m 日本 %s\\r\\n", 31 + (i + seed) % 7, i * seed, substr("abcdefghijklmnopqrstuvwxyz", 1, (i + seed) % 26)
    if (i % 97 == 0) printf "\\033[%d;%dH*\\033[K\\033[24;1H", seed, i % 70 + 1
  }
  printf "all is written"
}`;

async function ask<M extends MethodName>(
  client: Client,
  method: M,
  request: RequestOf<M>,
): Promise<ResultOf<M>> {
  return client.call(method, request, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

interface Place {
  readonly world: World;
  readonly client: Client;
}

async function flood({ world, client }: Place, name: string, seed: number): Promise<void> {
  const script = 'awk -v seed="$2" "$1"; exec cat';
  const argv = ['bash', '-c', script, 'flood', FLOOD, String(seed)];
  const env = Object.entries(world.sandbox.env).map(([key, value]) => `${key}=${value}`);
  await ask(client, 'session.spawn', { argv, name, cwd: world.home, env });
}

/** Screen, styles and the newest history, once all is written. */
async function lastLook(client: Client, session: string): Promise<object> {
  const anyOf = [{ text: 'all is written' }];
  const waited = await ask(client, 'session.wait', { session, anyOf, timeoutMs: 120_000 });
  expect(waited).toMatchObject({ found: true });
  const shown = await ask(client, 'session.snapshot', {
    session,
    format: 'ansi',
    scrollback: { from: -5_000 },
  });
  return { screen: shown.content, hash: shown.content_hash, history: shown.scrollback };
}

/** What the sessions show when nobody disturbs them. */
async function undisturbed(): Promise<readonly object[]> {
  await using calm = await World.open();
  await using client = calm.client();
  const twins: object[] = [];
  for (const seed of SEEDS) {
    await flood({ world: calm, client }, `twin${seed}`, seed);
    twins.push(await lastLook(client, `twin${seed}`));
  }
  return twins;
}

/** Ends the daemon at random moments, and has the next one answer. */
async function killNowAndThen(world: World, client: Client, kills: number): Promise<void> {
  for (let count = 0; count < kills; count += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
    await world.killDaemon();
    await ask(client, 'session.list', {});
  }
}

/** Name, id and process of each session that runs. */
async function living(client: Client): Promise<readonly string[]> {
  const { sessions } = await ask(client, 'session.list', {});
  return sessions.map(({ name, id, pid }) => `${name} ${id} ${pid}`).toSorted();
}

test(
  `after ${KILLS} kills of the daemon, with ${SEEDS.length} sessions in a flood, none is lost and each looks like its undisturbed twin`,
  async () => {
    const twins = await undisturbed();
    await using world = await World.open();
    await using client = world.client();
    await world.spawn('endless', 'yes', 'x'.repeat(60));
    await world.spawn('still', 'cat');
    for (let left = KILLS; left > 0; left -= KILLS_A_ROUND) {
      const names = SEEDS.map((seed) => `flood${seed}-${left}`);
      for (const [at, name] of names.entries())
        await flood({ world, client }, name, SEEDS[at] ?? 0);
      const before = await living(client);
      await killNowAndThen(world, client, Math.min(left, KILLS_A_ROUND));
      expect(await living(client)).toEqual(before);
      const looks: object[] = [];
      for (const name of names) looks.push(await lastLook(client, name));
      expect(looks).toEqual(twins);
      for (const session of names) await ask(client, 'session.kill', { session });
      process.stdout.write(`${KILLS - Math.max(0, left - KILLS_A_ROUND)} kills, nothing lost\n`);
    }
    await ask(client, 'session.type', { session: 'still', text: 'still here\r' });
    await world.see('still', 'still here');
  },
  PATIENCE_MS,
);
