// Saves kitty instances, side by side with the scripts of kitty-save-session.
//
//   npm run bench:kitty                                  stet alone
//   KITTY_SAVE_SESSION=/path/to/kitty-save-session npm run bench:kitty
//
// Needs kitty and Xvfb. Figures are whole commands, start-up of Node, bash and python included, as a
// user waits for them: milliseconds, the median of RUNS. "stall" is the longest time that a program
// in kitty waited for the answer to a question of the terminal (DSR) while a save was under way.
import { spawn, spawnSync } from 'node:child_process';
import { createConnection } from 'node:net';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = Number(process.env.RUNS ?? 5);
const PANES = Number(process.env.PANES ?? 50);
const root = fileURLToPath(new URL('..', import.meta.url));
/** The command as it is shipped, unless STET names another one. */
const command = process.env.STET ?? join(root, 'bin/stet');
const home = mkdtempSync(join(tmpdir(), 'stet-bench-'));
const runtime = join(home, 'run');
const children = [];
const env = {
  PATH: process.env.PATH,
  LANG: 'C.UTF-8',
  HOME: home,
  XDG_STATE_HOME: join(home, 'state'),
  XDG_CONFIG_HOME: join(home, 'config'),
  XDG_CACHE_HOME: join(home, 'cache'),
  XDG_RUNTIME_DIR: runtime,
  KITTY_CONFIG_DIRECTORY: join(home, 'kitty'),
  LIBGL_ALWAYS_SOFTWARE: '1',
  STET_TMUX_SOCKETS: join(home, 'no-tmux'),
  STET_KITTY_SOCKETS: `${runtime}/**`,
};

const PRINT = String.raw`#!/bin/bash
for i in $(seq 1 2000); do printf '\033[3%dmLINE %d of the output \033[1mbold words\033[0m and some more that is plain\n' $((i%7)) $i; done
echo the end
exec sleep 5000
`;

const ASK = `
import os, sys, termios, time, tty
tty.setraw(0)
with open(sys.argv[1], 'a') as log:
    while True:
        started = time.monotonic()
        os.write(1, b'\\x1b[5n')
        while not os.read(0, 64).endswith(b'n'):
            pass
        log.write('%f\\n' % ((time.monotonic() - started) * 1000))
        log.flush()
        time.sleep(0.002)
`;

try {
  await prepare();
  await measureInstances();
  await measureContents();
} finally {
  for (const child of children.toReversed()) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
}

async function prepare() {
  mkdirSync(runtime, { mode: 0o700 });
  mkdirSync(env.KITTY_CONFIG_DIRECTORY);
  writeFileSync(
    join(env.KITTY_CONFIG_DIRECTORY, 'kitty.conf'),
    `allow_remote_control yes\nlisten_on unix:${runtime}/kitty-{kitty_pid}.sock\nshell bash --norc\n` +
      'shell_integration disabled\nupdate_check_interval 0\nscrollback_lines 20000\nconfirm_os_window_close 0\n',
  );
  const server = spawn('Xvfb', '-displayfd 3 -screen 0 1600x1200x24 +extension GLX'.split(' '), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  children.push(server);
  env.DISPLAY = `:${await new Promise((resolve) => server.stdio[3].once('data', (data) => resolve(String(data).trim())))}`;
}

async function measureInstances() {
  const scripts = peerScripts();
  const rows = [];
  for (const count of [1, 2, 10]) {
    while (kitties() < count) await startKitty();
    const stet = median(() => timed(command, ['save', 'bench']));
    rows.push({
      instances: count,
      stet,
      peer: scripts === undefined ? undefined : median(scripts),
    });
  }
  console.log('\nper save, one window each: wall ms (CPU ms)');
  console.log('instances             stet  kitty-save-session   ratio of wall (CPU)');
  for (const { instances, stet, peer = { wallMs: 0, cpuMs: 0 } } of rows) {
    const ratio = [peer.wallMs / stet.wallMs, peer.cpuMs / stet.cpuMs];
    console.log(
      [
        String(instances).padStart(9),
        cell(stet).padStart(16),
        cell(peer).padStart(19),
        `  ${ratio[0].toFixed(1)} (${ratio[1].toFixed(1)})`,
      ].join(' '),
    );
  }
}

function cell({ wallMs, cpuMs: own }) {
  return `${wallMs.toFixed(0)} (${own.toFixed(0)})`;
}

/** The scripts call `kitty @ ls --to`, which 0.26 refuses; a wrapper puts the words in order. */
function peerScripts() {
  const folder = process.env.KITTY_SAVE_SESSION;
  const script = join(folder ?? '', 'kitty-save-session-all.sh');
  if (folder === undefined || !existsSync(script)) {
    console.log('kitty-save-session is left out: set KITTY_SAVE_SESSION to a checkout of it');
    return undefined;
  }
  const bin = join(home, 'bin');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'kitty'),
    '#!/bin/bash\nif [ "$1 $2" = "@ ls" ]; then shift 2; exec /usr/bin/kitty @ "$@" ls; fi\nexec /usr/bin/kitty "$@"\n',
    { mode: 0o755 },
  );
  const own = {
    PATH: `${bin}:${env.PATH}`,
    KITTY_SESSION_SOCK_PATTERN: `${runtime}/kitty-{kitty_pid}.sock`,
    KITTY_SESSION_SAVE_DIR: join(home, 'peer'),
  };
  // Its HEAD mistakes the path of a socket file for the pid in it: corrected here, in a copy.
  const copy = join(home, 'scripts');
  cpSync(folder, copy, { recursive: true });
  const shared = join(copy, 'kitty-save-session-common.incl');
  const text = readFileSync(shared, 'utf8')
    .replace('args=("${args##', 'args=("${args[@]##')
    .replace(`printf '%s\\n' "$@" | perl`, `printf '%s\\n' "\${args[@]}" | perl`);
  writeFileSync(shared, text);
  return () => timed(join(copy, 'kitty-save-session-all.sh'), [], own);
}

async function measureContents() {
  for (const child of children.splice(1)) child.kill('SIGKILL');
  await until(() => sockets().every((socket) => !isAlive(socket)));
  for (const socket of sockets()) rmSync(socket);
  const socket = await startKitty();
  const print = join(home, 'print.sh');
  writeFileSync(print, PRINT, { mode: 0o755 });
  for (let pane = 1; pane < PANES; pane += 1)
    await rc(socket, 'launch', { type: pane % 5 === 0 ? 'tab' : 'window', args: [print] });
  await until(async () => {
    const last = JSON.parse(await rc(socket, 'ls', {}))
      .flatMap(({ tabs }) => tabs)
      .flatMap(({ windows }) => windows);
    const texts = await Promise.all(
      last.slice(1).map(({ id }) => rc(socket, 'get-text', { match: `id:${id}` })),
    );
    return texts.every((text) => text.includes('the end'));
  });
  const ask = join(home, 'ask.py');
  const log = join(home, 'stalls');
  writeFileSync(ask, ASK);
  await rc(socket, 'launch', { type: 'tab', args: ['python3', ask, log] });
  await until(() => existsSync(log) && readFileSync(log, 'utf8') !== '');
  const quiet = stallsDuring(log, () => spawnSync('sleep', ['1']));
  const first = saves(log, (at) => saveInto(`alone-${at}`));
  // Linux notes output once in eight seconds: until then kitty cannot vouch for a pane.
  spawnSync('sleep', ['9']);
  saveInto('alone');
  const later = saves(log, () => saveInto('alone'));
  children.push(spawn(command, ['daemon'], { env, cwd: home, stdio: 'ignore' }));
  await until(() => existsSync(join(runtime, 'stet', 'stet.sock')));
  saveInto('daemon');
  const firstByDaemon = saves(log, (at) => saveInto(`daemon-${at}`));
  const laterByDaemon = saves(log, () => saveInto('daemon'));
  const readings = [];
  for (let run = 0; run < RUNS; run += 1) readings.push(await readByRemoteControl(socket));
  const { wallMs, sizeBytes } = middle(readings);
  spawnSync(command, ['stop'], { env, cwd: home });
  console.log(`\n${PANES} panes, ${(sizeBytes / 1e6).toFixed(1)} MB of coloured scrollback`);
  console.log(`longest wait for kitty without a save ${quiet.toFixed(1)} ms`);
  console.log(`kitty's own get-text of them all, nothing done with it: ${wallMs.toFixed(0)} ms`);
  const all = {
    'first save': first,
    'later save': later,
    'first save, by the daemon': firstByDaemon,
    'later save, by the daemon': laterByDaemon,
  };
  for (const [name, { took, stallMs }] of Object.entries(all)) {
    const times = (took.wallMs / wallMs).toFixed(1);
    console.log(
      `${name}: ${cell(took)} ms, ${times}x get-text; longest wait meanwhile ${stallMs.toFixed(1)} ms`,
    );
  }
}

function saveInto(store) {
  return timed(command, ['save'], { XDG_STATE_HOME: join(home, store) });
}

/** What all panes show, asked for at once over remote control. */
async function readByRemoteControl(socket) {
  const panes = JSON.parse(await rc(socket, 'ls', {}))
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ windows }) => windows);
  const startMs = performance.now();
  const texts = await Promise.all(
    panes.map(({ id }) => rc(socket, 'get-text', { match: `id:${id}`, extent: 'all', ansi: true })),
  );
  return {
    wallMs: performance.now() - startMs,
    sizeBytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  };
}

function saves(log, save) {
  let [took, at] = [undefined, 0];
  const stallMs = stallsDuring(log, () => {
    took = median(() => save((at += 1)));
  });
  return { took, stallMs };
}

function stallsDuring(log, work) {
  const before = readFileSync(log, 'utf8').length;
  work();
  const waits = readFileSync(log, 'utf8').slice(before).trim().split('\n').map(Number);
  return Math.max(...waits);
}

async function startKitty() {
  const known = new Set(sockets());
  children.push(spawn('kitty', [], { env, cwd: home, stdio: 'ignore' }));
  let found;
  await until(async () => {
    found = sockets().find((socket) => !known.has(socket));
    return (
      found !== undefined &&
      (await rc(found, 'ls', {}).then(
        () => true,
        () => false,
      ))
    );
  });
  return found;
}

function kitties() {
  return children.length - 1;
}

function sockets() {
  return readdirSync(runtime)
    .filter((name) => name.endsWith('.sock'))
    .map((name) => join(runtime, name));
}

function isAlive(socket) {
  return existsSync(`/proc/${/kitty-(\d+)/.exec(socket)?.[1]}/fd/0`);
}

async function rc(socket, cmd, payload) {
  return new Promise((resolve, reject) => {
    const connection = createConnection(socket);
    let said = '';
    connection.setEncoding('utf8');
    connection.on('connect', () =>
      connection.write(
        `\u001bP@kitty-cmd${JSON.stringify({ cmd, version: [0, 14, 2], payload })}\u001b\\`,
      ),
    );
    connection.on('error', reject);
    connection.on('data', (chunk) => {
      said += chunk;
      if (said.endsWith('\u001b\\')) connection.end();
    });
    // Only when it is closed: kitty before 0.42.2 serves nobody else until then.
    connection.on('close', () => {
      if (said === '') return;
      const reply = JSON.parse(said.slice('\u001bP@kitty-cmd'.length, -2));
      if (reply.ok) resolve(reply.data);
      else reject(new Error(reply.error));
    });
  });
}

function timed(command, args, more = {}) {
  const start = { wallMs: performance.now(), cpuMs: cpuMs() };
  const { status, stderr } = spawnSync(command, args, { env: { ...env, ...more }, cwd: home });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${status} ${stderr}`);
  return { wallMs: performance.now() - start.wallMs, cpuMs: cpuMs() - start.cpuMs };
}

/** CPU time of all commands that were waited for and of every kitty: what a busy machine cannot hide. */
function cpuMs() {
  const own = ticks('self', 15, 16);
  return children.slice(1).reduce((sum, { pid }) => sum + ticks(pid, 13, 14), own) * 10;
}

/** Fields of proc_pid_stat(5), counted from 0, in clock ticks of 10 ms. */
function ticks(pid, ...fields) {
  const text = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'latin1') : ')';
  const values = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields.reduce((sum, field) => sum + Number(values[field - 2] ?? 0), 0);
}

function median(measure) {
  return middle(Array.from({ length: RUNS }, measure));
}

function middle(runs) {
  return runs.toSorted((a, b) => a.wallMs - b.wallMs)[Math.floor(runs.length / 2)];
}

async function until(fact) {
  while (!(await fact())) await new Promise((resolve) => setTimeout(resolve, 20));
}
