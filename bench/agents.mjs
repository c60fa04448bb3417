// How long one look at 50 panes with agents takes: ten each of opencode, claude, codex, copilot and
// qwen on terminals of their own, among 2,000 opencode sessions with 2 MB of log and 1,500
// transcripts of the others. Prints medians; no network, no agent needed.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { terminalProcesses } from '../dist/os/pane-processes.js';
import { processTable } from '../dist/os/process-table.js';
import { Archive } from '../dist/programs/archive.js';
import { seeAgent } from '../dist/programs/see-agent.js';

const PANES = 50;
const ROUNDS = 20;
const AGENTS = ['opencode', 'claude', 'codex', 'copilot', 'qwen'];
const home = mkdtempSync(join(tmpdir(), 'stet-bench-agents-'));
const socket = join(home, 'tmux.socket');
let panes;
const env = { PATH: process.env.PATH, HOME: home, HISTFILE: '', TERM: 'xterm-256color' };
const tmux = (...words) =>
  execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...words], { env }).toString();

const database = `
import sqlite3, sys, os
path = sys.argv[1]
c = sqlite3.connect(path)
c.execute('pragma journal_mode=wal'); c.execute('pragma wal_autocheckpoint=0')
c.execute('create table session(id text primary key, parent_id text, directory text, title text, more text)')
for i in range(2000): c.execute('insert into session values(?,?,?,?,?)', (f'ses_{i}', None, '/p', f'title {i}', 'x' * 900))
c.commit(); os._exit(0)`;

try {
  layFiles();
  tmux('new-session', '-d', '-s', 'b', 'bash --norc');
  for (let at = 1; at < PANES; at += 1) tmux('new-window', '-d', '-t', `b:${at}`, 'bash --norc');
  for (let at = 0; at < PANES; at += 1) {
    const program = join(home, 'bin', AGENTS[at % AGENTS.length]);
    tmux('send-keys', '-t', `b:${at}`, `${program} 5000`, 'Enter');
  }
  let seen = 0;
  while (seen < PANES) seen = (await look()).filter((found) => found !== undefined).length;
  layPidFiles(await look());
  const known = (await look()).filter(({ conversation }) => conversation.id !== '').length;
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
    `${known} of ${PANES} conversations known: median ${median} ms, best ${times[0].toFixed(1)} ms, ${cpu} ms of CPU\n`,
  );
} finally {
  tmux('kill-server');
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** The pane's conversation, by its place. */
function idOf(at, version = 4) {
  return `${at.toString(16).padStart(8, '0')}-1111-${version}111-8111-111111111111`;
}

function write(path, text) {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
}

function layFiles() {
  mkdirSync(join(home, '.local/share/opencode'), { recursive: true });
  execFileSync('python3', ['-c', database, join(home, '.local/share/opencode/opencode.db')]);
  mkdirSync(join(home, 'bin'));
  for (const name of AGENTS) {
    copyFileSync('/bin/sleep', join(home, 'bin', name));
    chmodSync(join(home, 'bin', name), 0o755);
  }
  for (let at = 0; at < 500; at += 1) {
    const [project, day] = [`-project-${at % 50}`, String((at % 28) + 1).padStart(2, '0')];
    write(`.claude/projects/${project}/${idOf(at)}.jsonl`, '{}\n');
    write(`.qwen/projects/${project}/chats/${idOf(at)}.jsonl`, '{}\n');
    const month = String((at % 12) + 1).padStart(2, '0');
    write(`.codex/sessions/2026/${month}/${day}/rollout-2026-${idOf(at, 7)}.jsonl`, '{}\n');
  }
  for (let at = 0; at < 200; at += 1) {
    write(`.copilot/session-state/${idOf(at)}/events.jsonl`, '{}\n');
  }
}

function layPidFiles(found) {
  for (const [at, { conversation }] of found.entries()) {
    const { pid, startTime, bootId } = conversation.process;
    const own = { pid, sessionId: idOf(at) };
    const [claude, qwen] = [String(startTime), `${bootId}:${startTime}`];
    if (conversation.agent === 'claude')
      write(`.claude/sessions/${pid}.json`, JSON.stringify({ ...own, procStart: claude }));
    if (conversation.agent === 'qwen')
      write(`.qwen/sessions/${pid}.json`, JSON.stringify({ ...own, procStart: qwen }));
    if (conversation.agent === 'copilot')
      write(`.copilot/session-state/${idOf(at)}/inuse.${pid}.lock`, '');
  }
}

function titleOf(at) {
  if (AGENTS[at % AGENTS.length] === 'codex') return `${idOf(at, 7).slice(0, 29)}...`;
  return `OC | title ${at}`;
}

async function look() {
  panes ??= tmux('list-panes', '-a', '-F', '#{pane_pid}').trim().split('\n').map(Number);
  const table = await processTable();
  const archive = new Archive();
  return Promise.all(
    panes.map(async (pid, at) => {
      const { members = [] } = (await terminalProcesses(pid, table)) ?? {};
      return seeAgent({ members, title: titleOf(at) }, archive);
    }),
  );
}
