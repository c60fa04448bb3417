// The counts that a change of holder, daemon, waits or submit is tried with, one after the other,
// and a table of what ran and what failed. Takes about half an hour on two cores.
//
//   npm run test:torture                    all of it
//   npm run test:torture -- kills waits     these alone; their variables may be set to other counts
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNode24 } from './install-node-24.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const folder = join(root, '.artifacts/torture');

const QUICK_EXITS = {
  what: 'commands that end at once lose no byte',
  variable: 'STET_QUICK_EXITS',
  count: 10_000,
  args: ['--project', 'core', 'src/pty/quick-exits.test.ts'],
};
const TORTURE = ['--project', 'hosts', 'test/sessions/torture.test.ts'];

const steps = {
  'quick-exits': QUICK_EXITS,
  'quick-exits-24': { ...QUICK_EXITS, isOnNode24: true },
  waits: {
    what: 'waits are not fooled by echo or old text',
    variable: 'STET_TORTURE_WAITS',
    count: 10_000,
    args: [...TORTURE, '-t', 'waits are fooled'],
  },
  submits: {
    what: 'lines are submitted, to each of six readers',
    variable: 'STET_TORTURE_SUBMITS',
    count: 1_000,
    args: [...TORTURE, '-t', 'lines of'],
  },
  kills: {
    what: 'kills of the daemon lose no session and no cell',
    variable: 'STET_TORTURE_KILLS',
    count: 100,
    args: ['--project', 'hosts', 'test/sessions/kills.test.ts'],
  },
  connections: {
    what: 'connections at once do no harm',
    variable: 'STET_TEST_CONNECTIONS',
    count: 10_000,
    args: ['--project', 'hosts', 'test/daemon/limits.test.ts'],
  },
};

let running;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    running?.kill(signal);
    process.exitCode = 1;
    wanted.length = 0;
  });
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(steps);
const unknown = wanted.find((name) => !Object.hasOwn(steps, name));
if (unknown !== undefined) {
  console.error(`Cannot find ${unknown}; there are ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const rows = [];
for (let name = wanted.shift(); name !== undefined; name = wanted.shift()) {
  console.log(`${new Date().toTimeString().slice(0, 8)} ${name}`);
  rows.push(await perform(name, steps[name]));
}
printTable(rows);
if (rows.some(({ failed, passed }) => failed > 0 || passed === 0)) process.exitCode = 1;

async function perform(name, { what, variable, count, args, isOnNode24 = false }) {
  const log = join(folder, `${name}.log`);
  const json = join(folder, `${name}.json`);
  const node = isOnNode24 ? installNode24() : process.execPath;
  const asked = process.env[variable] ?? String(count);
  const startedMs = performance.now();
  const out = openSync(log, 'w');
  running = spawn(
    node,
    [
      vitest,
      'run',
      ...args,
      '--retry=0',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${json}`,
    ],
    {
      cwd: root,
      env: {
        STET_REQUIRE: 'all',
        ...process.env,
        [variable]: asked,
        PATH: `${dirname(node)}:${process.env.PATH}`,
      },
      stdio: ['ignore', out, out],
    },
  );
  await once(running, 'close');
  closeSync(out);
  const seconds = (performance.now() - startedMs) / 1000;
  return { name, what, asked, isOnNode24, seconds, log, ...sum(json) };
}

/** How many tests passed, and how many did not: one when there is no report at all. */
function sum(json) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(json, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function printTable(results) {
  console.log('\n| | count | what | Node | seconds | tests passed | failed |');
  console.log('|---|---:|---|---|---:|---:|---:|');
  for (const { name, asked, what, isOnNode24, seconds, passed, failed } of results) {
    const node = isOnNode24 ? '24' : process.versions.node;
    const cells = [name, asked, what, node, seconds.toFixed(0), passed, failed];
    console.log(`| ${cells.join(' | ')} |`);
  }
  for (const { failed, log } of results) if (failed > 0) console.log(`\nWhat failed: ${log}`);
}
