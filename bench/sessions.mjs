// How long a snapshot and a key take, by every way to stet and by tmux, quiet and beside floods.
//
//   npm run bench:sessions                  RUNS=200 FLOODS=4 npm run bench:sessions
//   STET_BENCH_PILOTTY=/path/to/pilotty npm run bench:sessions     with it beside them
//
// All hosts run here in the same minutes, in private folders. Quiet, the ways take turns, so that what
// else runs on the machine meets each of them; the floods are those of the host that is measured. The
// key goes to "cat" and is on its way when the command ends, as with tmux send-keys. Each figure comes
// from RUNS runs, or from as many as fit into SECONDS.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { hearSignals, machine, percentiles, privateWorld } from './private-world.mjs';

const RUNS = Number(process.env.RUNS ?? 100);
const SECONDS = Number(process.env.SECONDS ?? 15);
const FLOODS = Number(process.env.FLOODS ?? 4);
const PAINTS = Number(process.env.PAINTS ?? 15);
const root = fileURLToPath(new URL('..', import.meta.url));
const { home, env, leave } = privateWorld();
const NODE = [process.execPath, join(root, 'dist/main/stet.cjs')];
const SH = [join(root, 'bin/stet')];
const TMUX = ['tmux', '-S', join(home, 'tmux.sock'), '-f', '/dev/null'];
const PILOTTY = [process.env.STET_BENCH_PILOTTY ?? ''].filter(Boolean);
const FLOOD = ['yes', 'x'.repeat(70)];

const pipe = openPipe();
const stet = {
  start: () => run([...SH, 'spawn', '--name', 'quiet', 'cat']),
  flood: (at) => run([...SH, 'spawn', '--name', `flood${at}`, ...FLOOD]),
  stop: () => run([...SH, 'stop']),
  ways: [
    ...byCommand('stet (node)', [...NODE, 'snapshot', '-s', 'quiet'], keyOf(NODE)),
    ...byCommand('stet (sh, curl)', [...SH, 'snapshot', '-s', 'quiet'], keyOf(SH)),
    {
      way: 'stet pipe',
      act: 'snapshot',
      perform: async () => pipe.ask('session.snapshot', { session: 'quiet' }),
    },
    {
      way: 'stet pipe',
      act: 'key',
      perform: async () => pipe.ask('session.key', { session: 'quiet', keys: 'a' }),
    },
  ],
};

const tmux = {
  start: () => run([...TMUX, 'new-session', '-d', '-s', 'quiet', '-x', '80', '-y', '24', 'cat']),
  flood: () => run([...TMUX, 'new-window', '-d', '-t', 'quiet', FLOOD.join(' ')]),
  stop: () => run([...TMUX, 'kill-server']),
  ways: byCommand(
    'tmux',
    [...TMUX, 'capture-pane', '-p', '-t', 'quiet:0'],
    [...TMUX, 'send-keys', '-t', 'quiet:0', 'a'],
  ),
};

const pilotty = {
  start: () => run([...PILOTTY, 'spawn', '--name', 'quiet', 'cat']),
  flood: (at) => run([...PILOTTY, 'spawn', '--name', `flood${at}`, ...FLOOD]),
  stop: () => run([...PILOTTY, 'stop']),
  ways: byCommand('pilotty', [...PILOTTY, 'snapshot', '-s', 'quiet'], keyOf(PILOTTY)),
};

try {
  console.log(`${machine()}\n`);
  const hosts = [stet, tmux, ...(PILOTTY.length > 0 ? [pilotty] : [])];
  for (const host of hosts) host.start();
  const rows = await measure(
    'quiet',
    hosts.flatMap(({ ways }) => ways),
  );
  for (const host of hosts) rows.push(...(await besideFloods(host)));
  printTable(rows);
  if (spawnSync('fzf', ['--version']).status === 0) await showFirstPaint();
  await pipe.close();
} finally {
  leave();
}

async function besideFloods(host) {
  for (let at = 0; at < FLOODS; at += 1) host.flood(at);
  const rows = await measure(`${FLOODS} floods`, host.ways);
  host.stop();
  return rows;
}

function byCommand(way, snapshot, key) {
  return [
    { way, act: 'snapshot', perform: () => run(snapshot) },
    { way, act: 'key', perform: () => run(key) },
  ];
}

function keyOf(argv) {
  return [...argv, 'key', '-s', 'quiet', 'a'];
}

/** In turns; the first turn is not counted. */
async function measure(load, ways) {
  const took = new Map(ways.map((way) => [way, []]));
  for (const { perform } of ways) await perform();
  const deadlineMs = performance.now() + SECONDS * 1_000 * ways.length;
  for (let turn = 0; turn < RUNS && performance.now() < deadlineMs; turn += 1) {
    for (const way of ways) took.get(way).push(await timed(way.perform));
  }
  return ways.map((way) => ({
    load,
    way: way.way,
    act: way.act,
    ...percentiles(took.get(way)),
  }));
}

/** From the request to start fzf until what it found is on the screen: it asks where the cursor is. */
async function showFirstPaint() {
  stet.start();
  const script = 'printf "%s\\n" apple banana cherry | fzf --height 10';
  const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const request = { argv: ['sh', '-c', script], cwd: home, env: variables };
  const paint = async (session) => {
    await pipe.ask('session.spawn', { ...request, name: session });
    await pipe.ask('session.wait', { session, anyOf: [{ text: 'cherry' }] });
  };
  await paint('first');
  const took = [];
  for (let at = 0; at < PAINTS; at += 1) took.push(await timed(async () => paint(`finder${at}`)));
  const { p50, p99 } = percentiles(took);
  console.log(
    `\nfzf --height, first paint: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms of ${PAINTS} (aim: < 150 ms)`,
  );
}

function openPipe() {
  const child = spawn(SH[0], ['pipe'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (method, params) => {
    child.stdin.write(`${JSON.stringify({ method, params })}\n`);
    const { value } = await lines.next();
    if (!('result' in JSON.parse(value))) throw new Error(value);
  };
  const close = async () => {
    child.stdin.end();
    await once(child, 'close');
  };
  return { ask, close };
}

function run([file, ...args]) {
  const { status, stderr, error } = spawnSync(file, args, { env, cwd: home, timeout: 60_000 });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${stderr ?? ''}${error ?? ''}`);
}

async function timed(perform) {
  const startedMs = performance.now();
  await perform();
  const tookMs = performance.now() - startedMs;
  await hearSignals();
  return tookMs;
}

/** Ratios are against another host for the same act under the same load: below 1 is faster. */
function printTable(rows) {
  const others = ['tmux', ...PILOTTY.map(() => 'pilotty')];
  const ratios = others.flatMap((other) => [`p50 ÷ ${other}`, `p99 ÷ ${other}`]);
  const head = ['load', 'act', 'way', 'runs', 'p50 ms', 'p99 ms', ...ratios];
  console.log(`| ${head.join(' | ')} |`);
  console.log(`|---|---|---|${'---:|'.repeat(head.length - 3)}`);
  for (const { load, act, way, runs, p50, p99 } of rows) {
    const against = others.flatMap((other) => {
      const same = rows.find((row) => row.way === other && row.load === load && row.act === act);
      return [p50 / same.p50, p99 / same.p99];
    });
    const figures = [p50, p99, ...against].map((value) => value.toFixed(2));
    console.log(`| ${[load, act, way, runs, ...figures].join(' | ')} |`);
  }
}
