// A home and sockets of its own for a bench. However the bench ends, by a signal too, every process
// that was started in it is ended and the folder is removed.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** The folder, and an environment in which stet, tmux and pilotty touch nothing of the user's. */
export function privateWorld() {
  const home = mkdtempSync(join(tmpdir(), 'stet-bench-'));
  // To read certificates takes node as long again as to start.
  const { TMUX: _, STET_SESSION: __, NODE_EXTRA_CA_CERTS: ___, ...outer } = process.env;
  const env = {
    ...outer,
    HOME: home,
    XDG_STATE_HOME: join(home, 'state'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_RUNTIME_DIR: home,
    STET_SOCKET_DIR: join(home, 'sockets'),
    PILOTTY_SOCKET_DIR: join(home, 'pilotty'),
    PS1: '$ ',
  };
  mkdirSync(env.STET_SOCKET_DIR, { mode: 0o700 });
  mkdirSync(env.PILOTTY_SOCKET_DIR, { mode: 0o700 });
  mkdirSync(join(home, 'config/stet'), { recursive: true });
  // In the file, because a bare request brings no variables along.
  const settings = {
    tmux_sockets: [join(home, 'no-tmux')],
    kitty_sockets: [join(home, 'no-kitty')],
  };
  writeFileSync(join(home, 'config/stet/config.json'), JSON.stringify(settings));
  const leave = () => {
    endAll(home);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  for (const [signal, status] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      leave();
      process.exit(status);
    });
  }
  return { home, env, leave };
}

/** Has signals heard between two calls that block. */
export async function hearSignals() {
  await nextTurn();
}

/** Ends every process that was started, at any remove, with the folder for sockets of the bench. */
export function endAll(home) {
  for (let left = processesOf(home); left.length > 0; left = processesOf(home)) {
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It was faster.
      }
    }
  }
}

function processesOf(home) {
  const mark = `STET_SOCKET_DIR=${join(home, 'sockets')}\0`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => environmentOf(pid).includes(mark))
    .map(Number);
}

/** Empty for a process that has ended, collected or not. */
function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

/** What the figures were measured on. */
export function machine() {
  const [{ model }, ...others] = cpus();
  const load = loadavg().map((value) => value.toFixed(1));
  return `${others.length + 1} × ${model}, Linux ${release()}, Node ${process.versions.node}; load before: ${load.join(', ')}`;
}

export function percentiles(took) {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)];
  return { runs: took.length, p50: at(0.5), p99: at(0.99) };
}
