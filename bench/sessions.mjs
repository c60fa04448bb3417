// How long a snapshot and a key take, by every way to stet and by tmux, quiet and beside floods.
//
//   npm run bench:sessions                 RUNS=200 FLOODS=4 npm run bench:sessions
//
// Both hosts run here in the same minute, in private folders. The key goes to "cat" and is on its way
// when the command ends, as with tmux send-keys.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const RUNS = Number(process.env.RUNS ?? 100);
const FLOODS = Number(process.env.FLOODS ?? 4);
const root = fileURLToPath(new URL('..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'stet-bench-'));
const { TMUX: _, STET_SESSION: __, ...outer } = process.env;
const env = {
  ...outer,
  HOME: home,
  XDG_STATE_HOME: join(home, 'state'),
  XDG_CONFIG_HOME: join(home, 'config'),
  STET_SOCKET_DIR: join(home, 'run'),
};
const NODE = [process.execPath, join(root, 'dist/main/stet.cjs')];
const SH = [join(root, 'bin/stet')];
const TMUX = ['tmux', '-S', join(home, 'tmux.sock'), '-f', '/dev/null'];

try {
  mkdirSync(env.STET_SOCKET_DIR, { mode: 0o700 });
  run([...SH, 'spawn', '--name', 'quiet', 'cat']);
  run([...TMUX, 'new-session', '-d', '-s', 'quiet', '-x', '80', '-y', '24', 'cat']);
  const rows = [...(await measure('quiet')), ...(await besideFloods())];
  printTable(rows);
} finally {
  run([...SH, 'stop'], true);
  run([...TMUX, 'kill-server'], true);
  rmSync(home, { recursive: true, force: true });
}

async function besideFloods() {
  for (let at = 0; at < FLOODS; at += 1) {
    run([...SH, 'spawn', '--name', `flood${at}`, 'yes', 'x'.repeat(70)]);
  }
  const stet = await measureStet(`${FLOODS} floods`);
  run([...SH, 'stop']);
  for (let at = 0; at < FLOODS; at += 1) {
    run([...TMUX, 'new-window', '-d', '-t', 'quiet', `yes ${'x'.repeat(70)}`]);
  }
  return [...stet, ...measureTmux(`${FLOODS} floods`)];
}

async function measure(load) {
  return [...(await measureStet(load)), ...measureTmux(load)];
}

async function measureStet(load) {
  const by = (way, argv) => [
    { load, way, act: 'snapshot', ...times(() => run([...argv, 'snapshot', '-s', 'quiet'])) },
    { load, way, act: 'key', ...times(() => run([...argv, 'key', '-s', 'quiet', 'a'])) },
  ];
  return [...by('stet (node)', NODE), ...by('stet (sh, curl)', SH), ...(await byPipe(load))];
}

function measureTmux(load) {
  const target = ['-t', 'quiet:0'];
  return [
    {
      load,
      way: 'tmux',
      act: 'snapshot',
      ...times(() => run([...TMUX, 'capture-pane', '-p', ...target])),
    },
    { load, way: 'tmux', act: 'key', ...times(() => run([...TMUX, 'send-keys', ...target, 'a'])) },
  ];
}

/** One connection for all: what a program sees that keeps "stet pipe" open. */
async function byPipe(load) {
  const child = spawn(SH[0], ['pipe'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (method, params) => {
    child.stdin.write(`${JSON.stringify({ method, params })}\n`);
    const { value } = await lines.next();
    if (!('result' in JSON.parse(value))) throw new Error(value);
  };
  const way = 'stet pipe';
  const session = 'quiet';
  await ask('session.snapshot', { session });
  const snapshot = await timesOf(() => ask('session.snapshot', { session }));
  const key = await timesOf(() => ask('session.key', { session, keys: 'a' }));
  child.stdin.end();
  await once(child, 'close');
  return [
    { load, way, act: 'snapshot', ...snapshot },
    { load, way, act: 'key', ...key },
  ];
}

function run([file, ...args], mayFail = false) {
  const { status, stderr } = spawnSync(file, args, { env });
  if (status !== 0 && !mayFail) throw new Error(`${file} ${args.join(' ')}: ${stderr}`);
}

function times(act) {
  const took = [];
  act();
  for (let at = 0; at < RUNS; at += 1) {
    const startedMs = performance.now();
    act();
    took.push(performance.now() - startedMs);
  }
  return percentiles(took);
}

async function timesOf(act) {
  const took = [];
  for (let at = 0; at < RUNS * 5; at += 1) {
    const startedMs = performance.now();
    await act();
    took.push(performance.now() - startedMs);
  }
  return percentiles(took);
}

function percentiles(took) {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)];
  return { p50: at(0.5), p99: at(0.99) };
}

/** Ratios are against tmux for the same act under the same load: below 1 is faster. */
function printTable(rows) {
  console.log('| load | act | way | p50 ms | p99 ms | p50 ÷ tmux | p99 ÷ tmux |');
  console.log('|---|---|---|---:|---:|---:|---:|');
  for (const { load, act, way, p50, p99 } of rows) {
    const tmux = rows.find((row) => row.way === 'tmux' && row.load === load && row.act === act);
    const cells = [p50, p99, p50 / tmux.p50, p99 / tmux.p99].map((value) => value.toFixed(2));
    console.log(`| ${[load, act, way, ...cells].join(' | ')} |`);
  }
}
