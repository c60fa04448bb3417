import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import type { MethodName, RequestOf, ResultOf } from '../../src/protocol/methods.ts';
import { needs } from '../hosts/requirements.ts';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

// The same thing very often. By itself a sample; the whole of it with "npm run test:torture".

needs('bash', 'zsh', 'fish', 'python3', 'node', 'fzf');

const WAITS = Number(process.env['STET_TORTURE_WAITS'] ?? 100);
const SUBMITS = Number(process.env['STET_TORTURE_SUBMITS'] ?? 10);
const LOOKS = Number(process.env['STET_TORTURE_LOOKS'] ?? 100);
const PATIENCE_MS = 60_000 + 200 * (WAITS + 10 * SUBMITS);

let world: World;
let client: Client;

beforeAll(async () => {
  world = await World.open();
  client = world.client();
  await writeFile(join(world.home, '.zshrc'), "PROMPT='$ '\n");
  Object.assign(world.sandbox.env, { XDG_RUNTIME_DIR: world.home, PS1: '$ ' });
});
afterEach(async () => world.clear());
afterAll(async () => {
  await client[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function ask<M extends MethodName>(method: M, request: RequestOf<M>): Promise<ResultOf<M>> {
  const { signal } = new AbortController();
  return client.call(method, request, { signal, onProgress: () => undefined });
}

test(
  `${WAITS} waits are fooled neither by the echo of the pattern nor by older copies of it`,
  async () => {
    await world.spawnShell('w');
    const session = 'w';
    const wrong: string[] = [];
    for (let run = 0; run < WAITS; run += 1) {
      const token = `token-${run % 7}`;
      await ask('session.submit', { session, text: `read -rsn1; echo ${token}` });
      const found: string[] = [];
      const waiting = ask('session.wait', { session, anyOf: [{ text: token }] }).then((answer) => {
        found.push(String(answer.row));
        return answer;
      });
      const { text = '' } = await ask('session.snapshot', { session });
      wrong.push(...found.map((row) => `${run}: too early, in row ${row} of\n${text}`));
      await ask('session.key', { session, keys: 'x' });
      if (!(await waiting).found) wrong.push(`${run}: not at all`);
    }
    expect(wrong).toEqual([]);
  },
  PATIENCE_MS,
);

const readers = [
  { reader: 'bash', argv: ['bash'], prompt: '$', line: (run: number) => `echo ${run} >> out` },
  { reader: 'zsh', argv: ['zsh'], prompt: '$', line: (run: number) => `echo ${run} >> out` },
  {
    reader: 'fish',
    argv: ['fish', '--no-config', '-C', 'function fish_prompt; echo "$ "; end'],
    prompt: '$',
    line: (run: number) => `echo ${run} >> out`,
  },
  {
    reader: 'python',
    argv: ['python3', '-q'],
    prompt: '>>>',
    line: (run: number) => `print(${run}, file=open("out", "a"))`,
  },
  {
    reader: 'node',
    argv: ['node', '-i'],
    prompt: '>',
    line: (run: number) => `fs.appendFileSync('out', '${run}\\n')`,
  },
  {
    reader: 'fzf',
    argv: ['bash', '-c', 'while :; do printf "%s\\n" a b | fzf --print-query >> out; done'],
    prompt: '2/2',
    line: String,
  },
];

test.each(readers)(
  `$reader takes ${SUBMITS} lines of ${SUBMITS} that are submitted`,
  async ({ reader, argv, prompt, line }) => {
    const session = reader;
    const out = join(world.home, 'out');
    await writeFile(out, '');
    await world.spawn(session, ...argv);
    await world.see(session, prompt);
    for (let run = 0; run < SUBMITS; run += 1) {
      if (reader === 'fzf') await ask('session.wait', { session, anyOf: [{ text: prompt }] });
      await ask('session.submit', { session, text: line(run) });
    }
    const expected = Array.from({ length: SUBMITS }, (_, run) => `${run}\n`).join('');
    await until('all lines have arrived', async () => {
      return (await readFile(out, 'utf8')).length >= expected.length;
    }).catch(() => undefined);
    expect(await readFile(out, 'utf8')).toBe(expected);
  },
  PATIENCE_MS,
);

test(
  'while one session floods, another one answers',
  async () => {
    await world.spawn('flood', 'yes', 'x'.repeat(200));
    await world.spawn('quiet', 'cat');
    const tookMs: number[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      const startedMs = performance.now();
      await ask('session.snapshot', { session: 'quiet' });
      tookMs.push(performance.now() - startedMs);
    }
    const sorted = tookMs.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor((LOOKS - 1) * share)] ?? NaN;
    const [p50, p99] = [at(0.5), at(0.99)];
    process.stdout.write(
      `snapshot beside a flood: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms\n`,
    );
    expect(p99).toBeLessThan(5_000);
  },
  PATIENCE_MS,
);
