// tmux's CPU time for a stream: `cat` in a pane, drained when it has answered the query after it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NANOSECONDS = 1e9;

/** Whether there is a tmux to measure, and a kernel that tells its time. */
export function hasTmux() {
  return process.platform === 'linux' && spawnSync('tmux', ['-V']).status === 0;
}

/** MB per CPU-second of the tmux server. */
export function measureTmux(bytes) {
  const folder = mkdtempSync(join(tmpdir(), 'stet-bench-'));
  const socket = join(folder, 'socket');
  const tmux = (...args) =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' }).trim();
  try {
    writeFileSync(join(folder, 'stream'), bytes);
    tmux('new-session', '-d', '-x', '80', '-y', '24', 'sleep 600');
    tmux('set', '-g', 'history-limit', '10000');
    const pid = Number(tmux('display-message', '-p', '#{pid}'));
    const before = cpuSeconds(pid);
    const command = `cat ${join(folder, 'stream')}; printf '\\033[6n'; read -rsd R; tmux -S ${socket} wait-for -S done; sleep 600`;
    tmux('new-window', '-d', 'bash', '-c', command);
    tmux('wait-for', 'done');
    return bytes.length / 1e6 / (cpuSeconds(pid) - before);
  } finally {
    spawnSync('tmux', ['-S', socket, 'kill-server']);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The server has one thread, whose time in nanoseconds comes first. */
function cpuSeconds(pid) {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / NANOSECONDS;
}
