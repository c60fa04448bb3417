import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ignore } from '../../src/os/errno.ts';
import { until } from '../hosts/until.ts';
import { needs } from '../hosts/requirements.ts';
import { World } from './world.ts';

// What stet saves on its own, beside floods. By itself a sample; more with STET_TORTURE_CUTS=20.

needs('bash', 'seq', 'yes');

const CUTS = Number(process.env['STET_TORTURE_CUTS'] ?? 2);
const PATIENCE_MS = 120_000 + 60_000 * CUTS;
const FLOODS = 4;
/** Several times this is more than autosave reads at once. */
const LINES = 10_000;
const SLOWLY = `n=0; while [ $n -lt 100 ]; do seq ${LINES / 100}; n=$((n+1)); sleep 0.05; done`;
/** What is promised of an idle machine. */
const STRUCTURE_MS = 1_000;
const OUTPUT_MS = 5_000;
/** CPU time that a save may take, and that takes longer where others want the processor, too. */
const WORK_MS = 1_000;
const PROBE_MS = 100;
const MOST_SLOWDOWN = 8;

/** How many times as long as alone something takes now. */
function slowdown(): number {
  const startedAt = performance.now();
  const { user: before } = process.cpuUsage();
  while (process.cpuUsage().user - before < PROBE_MS * 1_000);
  return Math.min(MOST_SLOWDOWN, Math.max(1, (performance.now() - startedAt) / PROBE_MS));
}

/** Prints "line NUMBER MICROSECONDS." for ever; the time is that of printing it. */
const PRINTER =
  'n=0; while :; do n=$((n+1)); echo "line $n ${EPOCHREALTIME/./}."; sleep 0.01; done';

interface Printed {
  readonly number: number;
  readonly at: number;
}

/** Starts "cat" in a pane beside the one that was used last; returns its id. */
async function split(world: World, side: 'right' | 'below'): Promise<string> {
  await using client = world.client();
  const { PATH = '' } = world.sandbox.env;
  const request = { argv: ['cat'], cwd: world.home, env: [`PATH=${PATH}`], split: side };
  const { signal } = new AbortController();
  const how = { signal, onProgress: () => undefined };
  return (await client.call('session.spawn', request, how)).session_id;
}

async function flood(world: World): Promise<void> {
  for (let at = 0; at < FLOODS; at += 1) await world.spawn(`flood${at}`, 'yes', 'x'.repeat(70));
}

/** The lines of a printer that a session shows, oldest first. */
async function printedIn(world: World, session: string): Promise<readonly Printed[]> {
  const words = ['snapshot', '-s', session, '--scrollback', '0..'];
  const { scrollback } = await world.ask('session.snapshot', ...words);
  const all = (scrollback?.lines ?? []).join('\n');
  return [...all.matchAll(/^line (\d+) (\d+)\.$/gm)].map(([, number, at]) => ({
    number: Number(number),
    at: Number(at) / 1_000,
  }));
}

/** Every file of the store, with all that a write to it would change. */
async function storeFiles({ sandbox }: World): Promise<readonly string[]> {
  const names = await readdir(sandbox.state, { recursive: true });
  const told = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ctimeMs, ino } = await stat(join(sandbox.state, name));
      return `${name} ${size} ${mtimeMs} ${ctimeMs} ${ino}`;
    }),
  );
  return told.toSorted();
}

/** Each checkpoint's file, as text. */
async function manifestsOf({ sandbox }: World): Promise<readonly string[]> {
  const folder = join(sandbox.state, 'stet', 'checkpoints');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(names.map(async (name) => readFile(join(folder, name), 'utf8')));
}

async function passed(ms: number): Promise<void> {
  const since = performance.now();
  await until(`${ms} ms have passed`, () => performance.now() - since >= ms, ms + 30_000);
}

test('a save by hand holds every line, of many sessions that print more at once than autosave reads', async () => {
  await using world = await World.open();
  const names = Array.from({ length: 24 }, (_, at) => `printer${at}`);
  const go = join(world.home, 'go');
  const print = `until [ -e ${go} ]; do sleep 0.05; done; ${SLOWLY}; echo done; exec cat`;
  for (const name of names) await world.spawn(name, 'bash', '-c', print);
  await writeFile(go, '');
  for (const name of names) await world.see(name, 'done');
  await world.say('save', 'work');
  const { checkpoint } = await world.ask('checkpoint.show', 'show', 'work');
  const kept = Object.values(checkpoint.panes).map(({ scrollback }) => scrollback);
  expect(kept).toHaveLength(names.length);
  for (const scrollback of kept) {
    expect(scrollback).toMatchObject({ mode: 'full', dropped: 0 });
    expect(scrollback?.lines).toBeGreaterThan(LINES);
  }
  await world.clear();
});

test(
  `after ${CUTS} power cuts beside ${FLOODS} floods, what is older than the promise is there`,
  async () => {
    for (let cut = 0; cut < CUTS; cut += 1) {
      await using world = await World.open();
      await world.spawn('printer', 'bash', '-c', PRINTER);
      await flood(world);
      await world.see('printer', 'line 50');
      await passed(6_000 * Math.random());
      const beside = await split(world, 'right');
      const splitAt = Date.now();
      const lateMs = WORK_MS * slowdown();
      await passed(STRUCTURE_MS + lateMs);
      const cutAt = Date.now();
      await world.sandbox.cutPower();
      await world.say('restore', '--json');
      const { sessions } = await world.ask('session.list', 'list-sessions');
      expect(sessions.map(({ id }) => id)).toContain(beside);
      const printed = await printedIn(world, 'printer');
      const newest = printed.at(-1);
      if (newest === undefined) throw new Error('Nothing of the printer came back');
      expect(printed.map(({ number }) => number)).toEqual(
        Array.from({ length: printed.length }, (_, at) => newest.number - printed.length + 1 + at),
      );
      expect(printed[0]?.number).toBe(1);
      expect(cutAt - newest.at).toBeLessThan(OUTPUT_MS + lateMs);
      process.stdout.write(
        `cut ${cutAt - splitAt} ms after a split; newest line ${Math.round(cutAt - newest.at)} ms old (${Math.round(lateMs)} ms allowed for load)\n`,
      );
    }
  },
  PATIENCE_MS,
);

test('a split beside floods is durable soon, again and again', async () => {
  await using world = await World.open();
  await world.spawnShell('work');
  await flood(world);
  const tookMs: number[] = [];
  const lateMs = WORK_MS * slowdown();
  for (let turn = 0; turn < 5; turn += 1) {
    const id = await split(world, turn % 2 === 0 ? 'right' : 'below');
    const since = performance.now();
    await until('the split is in the store', async () => {
      // A file may be thinned out between the listing and the reading.
      const manifests = await manifestsOf(world).catch(ignore('ENOENT'));
      return manifests?.some((text) => text.includes(id));
    });
    tookMs.push(performance.now() - since);
  }
  process.stdout.write(`a split is durable after ${tookMs.map(Math.round).join(', ')} ms\n`);
  const [fastest = Infinity] = tookMs.toSorted((a, b) => a - b);
  expect(fastest).toBeLessThan(STRUCTURE_MS + lateMs);
  expect(Math.max(...tookMs)).toBeLessThan(STRUCTURE_MS + 3 * lateMs);
}, 120_000);

test('nothing is written while nothing changes, whatever is printed', async () => {
  await using world = await World.open();
  const clock =
    'seq 100; printf "\\033[H\\033[2J"; while :; do printf "\\033[Hsame"; sleep 0.05; done';
  await world.spawn('same', 'bash', '-c', clock);
  await world.see('same', 'same');
  let before: readonly string[] = [];
  await until(
    'everything is saved',
    async () => {
      before = await storeFiles(world);
      await passed(4_000);
      return before.length > 0 && (await storeFiles(world)).join() === before.join();
    },
    60_000,
  );
  const { total_bytes: printedBefore } = (await world.status('same')).retention;
  await passed(8_000);
  expect((await world.status('same')).retention.total_bytes).toBeGreaterThan(printedBefore);
  expect(await storeFiles(world)).toEqual(before);
}, 120_000);

test('the daemon ends soon beside floods, and everything of bursts is saved first', async () => {
  await using world = await World.open();
  await flood(world);
  const bursts = ['burst0', 'burst1', 'burst2', 'burst3'];
  for (const burst of bursts)
    await world.spawn(burst, 'bash', '-c', 'seq -f "line %.0f 0." 9000; exec cat');
  for (const burst of bursts) await world.see(burst, 'line 9000');
  const since = performance.now();
  await world.say('stop');
  const tookMs = performance.now() - since;
  process.stdout.write(`stet stop beside ${FLOODS} floods took ${Math.round(tookMs)} ms\n`);
  expect(tookMs).toBeLessThan(20_000);
  await world.say('restore');
  for (const burst of bursts) {
    const printed = await printedIn(world, burst);
    expect(printed.map(({ number }) => number)).toEqual(
      Array.from({ length: 9000 }, (_, at) => at + 1),
    );
  }
}, 120_000);
