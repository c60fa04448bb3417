// Brings many sessions back after everything was killed at once: how long until the first one
// shows what it showed, and until all of them can be used.
//
//   npm run bench:reboot             SESSIONS=50 LINES=10000
//
// The daemon runs already when the clock starts, as it does for whoever has it started at login, and
// nobody has asked it for anything: a session that was just spawned would have it save meanwhile.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endAll, hearSignals, machine, privateWorld } from './private-world.mjs';

const SESSIONS = Number(process.env.SESSIONS ?? 50);
const LINES = Number(process.env.LINES ?? 10_000);
const POLL_MS = 5;
/** Nobody logs in and asks within the same second. */
const IDLE_MS = Number(process.env.IDLE_MS ?? 3_000);
const DEADLINE_MS = 300_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const { home, env, leave } = privateWorld();
const sockets = env.STET_SOCKET_DIR;
let connection = new Agent({ keepAlive: true });
const names = Array.from({ length: SESSIONS }, (_, index) => `s${index}`);

try {
  console.log(`${machine()}\n`);
  await makeSessions();
  const saved = await ask('workspace.save', { name: '' });
  console.log(`${SESSIONS} sessions, ${saved.checkpoint.lines} lines of output\n`);
  endAll(home);
  rmSync(sockets, { recursive: true, force: true });
  mkdirSync(sockets, { mode: 0o700 });
  connection = new Agent({ keepAlive: true });
  await startDaemon();
  printTable(await restore());
} finally {
  leave();
}

async function makeSessions() {
  const print = `i=1; while [ $i -le ${LINES} ]; do printf '\\033[3%dmline %d\\033[0m of the output\\n' $((i % 7)) $i; i=$((i+1)); done`;
  for (const name of names) {
    stet('spawn', '--name', name, '/bin/sh', '-c', `${print}; exec /bin/sh`);
    await hearSignals();
  }
  for (const session of names) {
    const anyOf = [{ text: `line ${LINES} of` }];
    const { found } = await ask('session.wait', { session, anyOf, timeoutMs: DEADLINE_MS });
    if (!found) throw new Error(`${session} did not print its lines`);
  }
}

async function startDaemon() {
  const words = [join(root, 'bin/stet.js'), 'daemon'];
  spawn(process.execPath, words, { env, cwd: home, stdio: 'ignore' });
  while (!(await ask('session.list', {}).catch(() => undefined))) await sleep(POLL_MS);
  await sleep(IDLE_MS);
}

async function restore() {
  const startedAt = performance.now();
  const since = () => performance.now() - startedAt;
  const restoring = ask('workspace.restore', { target: '' });
  const shown = [];
  const waiting = new Set(names);
  while (waiting.size > 0) {
    for (const name of [...waiting]) {
      const screen = await ask('session.snapshot', { session: name }).catch(() => undefined);
      if (!screen?.text.includes(`line ${LINES} of`)) break;
      waiting.delete(name);
      shown.push(since());
    }
    if (since() > DEADLINE_MS) throw new Error(`${waiting.size} sessions did not come back`);
    await sleep(POLL_MS);
  }
  // Nobody waits for the report before typing.
  for (const name of names) {
    await ask('session.type', { session: name, text: 'echo us""able\\r' });
    await ask('session.wait', { session: name, anyOf: [{ text: 'usable' }] });
  }
  const usable = since();
  const { report } = await restoring;
  if (report.failed.length > 0) throw new Error(`${report.failed.length} sessions failed`);
  return { first: shown[0], screens: shown.at(-1), usable, answered: since() };
}

function printTable({ first, screens, answered, usable }) {
  const rows = [
    ['first screen', first, '< 150'],
    ['all screens', screens, ''],
    ['all answered a command', usable, '< 2000'],
    ['verified and reported', answered, ''],
  ];
  console.log('| | ms | aim |\n|---|---:|---:|');
  for (const [what, ms, aim] of rows) console.log(`| ${what} | ${ms.toFixed(0)} | ${aim} |`);
}

function stet(...args) {
  const done = spawnSync(process.execPath, [join(root, 'bin/stet.js'), ...args], {
    env,
    cwd: home,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`stet ${args[0]}: ${done.stderr}`);
  return done.stdout;
}

/** A kept connection, as a library or an agent has it. */
async function ask(method, params) {
  const body = JSON.stringify(params);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent: connection,
        socketPath: join(sockets, 'stet.sock'),
        path: `/v1/${method}`,
        method: 'POST',
      },
      (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => {
          const answer = JSON.parse(Buffer.concat(parts).toString());
          if (response.statusCode === 200) resolve(answer);
          else reject(new Error(answer.message));
        });
      },
    );
    sent.on('error', reject);
    sent.setHeader('content-type', 'application/json');
    sent.end(body);
  });
}
