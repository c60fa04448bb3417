// tmux's CPU time for a stream: `cat` in a pane, drained when the shell after it says so.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TICKS_PER_SECOND = 100;

/** MB per CPU-second of the tmux server; undefined when there is no tmux or no /proc. */
export function measureTmux(bytes) {
  if (spawnSync('tmux', ['-V']).status !== 0 || process.platform !== 'linux') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'stet-bench-'));
  const tmux = (...args) =>
    execFileSync('tmux', ['-S', join(folder, 'socket'), '-f', '/dev/null', ...args], {
      encoding: 'utf8',
    }).trim();
  try {
    writeFileSync(join(folder, 'stream'), bytes);
    tmux('new-session', '-d', '-x', '80', '-y', '24', 'sleep 600');
    tmux('set', '-g', 'history-limit', '10000');
    const pid = Number(tmux('display-message', '-p', '#{pid}'));
    const before = cpuSeconds(pid);
    const command = `cat ${join(folder, 'stream')}; printf '\\033[6n'; read -rsd R; tmux -S ${join(folder, 'socket')} wait-for -S done; sleep 600`;
    tmux('new-window', '-d', 'bash', '-c', command);
    tmux('wait-for', 'done');
    return bytes.length / 1e6 / (cpuSeconds(pid) - before);
  } finally {
    spawnSync('tmux', ['-S', join(folder, 'socket'), 'kill-server']);
    rmSync(folder, { recursive: true, force: true });
  }
}

function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
