// A world of its own for the demo: a home, a configuration, sockets and a state that nobody else
// uses, and nothing of it left afterwards.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const DEADLINE_MS = 20_000;
const stetFile = fileURLToPath(new URL('../../bin/stet', import.meta.url));

/** How many lines the scenes print. */
export const ROWS = 300;

export const world = makeWorld();

export function isInstalled(program) {
  return spawnSync('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', program]).status === 0;
}

/** A home, a configuration and folders for sockets. */
function makeWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'stet-demo-'));
  chmodSync(folder, 0o700);
  const home = join(folder, 'home');
  const sockets = join('run', `tmux-${userInfo().uid}`);
  for (const path of ['bin', 'sockets', sockets, 'home/project/src', 'home/.config/stet']) {
    mkdirSync(join(folder, path), { recursive: true, mode: 0o700 });
  }
  symlinkSync(stetFile, join(folder, 'bin/stet'));
  const socket = join(folder, sockets, 'default');
  // Without this stet would, as it should, look at every tmux server and kitty that you run.
  const settings = { tmux_sockets: [socket], kitty_sockets: [join(home, 'no-kitty')] };
  writeFileSync(join(home, '.config/stet/config.json'), JSON.stringify(settings));
  writeFileSync(join(home, '.bashrc'), "PS1='$ '\n");
  writeProject(join(home, 'project'));
  return { folder, home, socket, env: environment(folder, home) };
}

function environment(folder, home) {
  const mine = Object.entries(process.env).filter(
    ([name]) => !/^(?:TMUX|STET|XDG|npm|NODE|GIT)/i.test(name) && name !== 'ENV',
  );
  return {
    ...Object.fromEntries(mine),
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: home,
    TMUX_TMPDIR: join(folder, 'run'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    STET_SOCKET_DIR: join(folder, 'sockets'),
    SHELL: isInstalled('bash') ? '/bin/bash' : '/bin/sh',
    PS1: '$ ',
    TERM: 'xterm-256color',
    LC_ALL: 'C.UTF-8',
    LESSHISTFILE: '-',
  };
}

function writeProject(project) {
  const lines = (text) => Array.from({ length: ROWS }, (_, row) => text(row + 1)).join('\n');
  writeFileSync(join(project, 'notes.md'), '# Notes\n\nLet it stand.\n');
  writeFileSync(join(project, 'build.log'), `${lines((row) => `step ${row} of ${ROWS}: done`)}\n`);
  const print = "printf '\\033[1;3%dm%s\\033[0m event %d, \\033[38;5;%dmin colour\\033[0m\\n'";
  writeFileSync(
    join(project, 'history.sh'),
    `i=1; while [ $i -le ${ROWS} ]; do ${print} $((i % 7 + 1)) "[$i]" $i $((i % 200 + 16)); i=$((i + 1)); done\n`,
  );
}

export function stet(...args) {
  return must(stetFile, args);
}

export function must(command, args) {
  const { status, stdout, stderr, error } = inWorld(command, args);
  if (status === 0) return stdout;
  const said = stderr?.trim() || error?.message || `status ${status}`;
  throw new Error(`${command} ${args.slice(0, 6).join(' ')}: ${said}`);
}

export function inWorld(command, args) {
  const options = { env: world.env, cwd: world.home, encoding: 'utf8', timeout: 60_000 };
  return spawnSync(command, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
}

/** Runs lines as a person would type them, and shows what they print. */
export function asTyped(...lines) {
  for (const line of lines) {
    say(`$ ${line}`);
    const { status, stdout, stderr } = inWorld('/bin/sh', ['-c', line]);
    say(...`${stdout}${stderr}`.trimEnd().split('\n'), '');
    if (status !== 0) throw new Error(`"${line}" ended with ${status}`);
  }
}

export async function until(fact, holds) {
  const deadline = Date.now() + DEADLINE_MS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Not within ${DEADLINE_MS / 1000} s: ${fact}`);
    await sleep(50);
  }
}

export function step(title) {
  console.log(`\n${title}\n`);
}

export function say(...lines) {
  for (const line of lines) console.log(`  ${line}`.trimEnd());
}

/** Processes of this world, whoever started them: all inherit its folder for sockets. */
function processes() {
  const mark = `STET_SOCKET_DIR=${world.env.STET_SOCKET_DIR}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => environmentOf(pid).split('\0').includes(mark))
    .map(Number);
}

function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

/** What a power cut does: every process ends at once, and what was in /run is gone. */
export async function reboot() {
  await killAll();
  rmSync(world.env.STET_SOCKET_DIR, { recursive: true, force: true });
  mkdirSync(world.env.STET_SOCKET_DIR, { mode: 0o700 });
}

async function killAll() {
  await until('every process is gone', () => {
    const left = processes();
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It was faster.
      }
    }
    return left.length === 0;
  });
}

export async function leave(status) {
  inWorld('tmux', ['-S', world.socket, 'kill-server']);
  await killAll();
  rmSync(world.folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(status);
}
