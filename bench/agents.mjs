// How long one look at 50 panes with agents takes: 50 processes on terminals of their own, one
// database of 2,000 sessions with 2 MB of log. Prints medians; no network, no agent needed.
import { spawn, execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terminalProcesses } from '../dist/os/pane-processes.js';
import { processTable } from '../dist/os/process-table.js';
import { Archive } from '../dist/programs/archive.js';
import { seeAgent } from '../dist/programs/see-agent.js';

const PANES = 50;
const ROUNDS = 20;
const home = mkdtempSync(join(tmpdir(), 'stet-bench-agents-'));
const socket = join(home, 'tmux.socket');
let panes;
const tmux = (...words) =>
  execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...words]).toString();

const database = `
import sqlite3, sys, os
path = sys.argv[1]
c = sqlite3.connect(path)
c.execute('pragma journal_mode=wal'); c.execute('pragma wal_autocheckpoint=0')
c.execute('create table session(id text primary key, parent_id text, directory text, title text, more text)')
for i in range(2000): c.execute('insert into session values(?,?,?,?,?)', (f'ses_{i}', None, '/p', f'title {i}', 'x' * 900))
c.commit(); os._exit(0)`;

try {
  mkdirSync(join(home, '.local/share/opencode'), { recursive: true });
  execFileSync('python3', ['-c', database, join(home, '.local/share/opencode/opencode.db')]);
  const program = join(home, 'opencode');
  copyFileSync('/bin/sleep', program);
  chmodSync(program, 0o755);
  const env = { ...process.env, HOME: home, XDG_DATA_HOME: '', HISTFILE: '' };
  spawn('tmux', ['-S', socket, '-f', '/dev/null', 'new-session', '-d', '-s', 'b', 'bash --norc'], {
    env,
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (let at = 1; at < PANES; at += 1) tmux('new-window', '-d', '-t', `b:${at}`, 'bash --norc');
  for (let at = 0; at < PANES; at += 1)
    tmux('send-keys', '-t', `b:${at}`, `${program} 5000`, 'Enter');
  let seen = 0;
  while (seen < PANES) seen = (await look()).filter((found) => found !== undefined).length;
  const times = [];
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await look();
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  const cpu = ((user + system) / 1_000 / ROUNDS).toFixed(1);
  times.sort((a, b) => a - b);
  const median = times[ROUNDS / 2].toFixed(1);
  process.stdout.write(
    `${PANES} agent panes: median ${median} ms, best ${times[0].toFixed(1)} ms, ${cpu} ms of CPU\n`,
  );
} finally {
  tmux('kill-server');
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

async function look() {
  panes ??= tmux('list-panes', '-a', '-F', '#{pane_pid}').trim().split('\n').map(Number);
  const table = await processTable();
  const archive = new Archive();
  return Promise.all(
    panes.map(async (pid, at) => {
      const { members = [] } = (await terminalProcesses(pid, table)) ?? {};
      return seeAgent({ members, title: `OC | title ${at}` }, archive);
    }),
  );
}
