// Notes which conversation this opencode shows, for stet. opencode loads it into the process that
// owns the terminal (a TUI plugin); it needs no package and asks nothing of any network.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const LOOK_EVERY_MS = 500;

function folder() {
  const { STET_AGENT_DIR, XDG_STATE_HOME, HOME } = process.env;
  if (STET_AGENT_DIR) return STET_AGENT_DIR;
  return join(XDG_STATE_HOME || join(HOME || homedir(), '.local/state'), 'stet', 'agents');
}

// The start time tells this process from a later one with its pid, the boot id from one of another boot.
function identity() {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const [procStart] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(19);
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return { v: 1, agent: 'opencode', pid: process.pid, procStart, bootId };
}

// A subagent's session belongs to the one that a person started.
function shown(api) {
  const { name, params } = api.route.current;
  if (name !== 'session') return { sessionId: null };
  let session = api.state.session.get(params.sessionID);
  let id = params.sessionID;
  for (let level = 0; session?.parentID && level < 20; level += 1) {
    id = session.parentID;
    session = api.state.session.get(id);
  }
  return { sessionId: id, title: session?.title };
}

// The pane option that scripts for tmux and opencode look for.
function tellTmux(id) {
  const { TMUX, TMUX_PANE } = process.env;
  if (!TMUX || !TMUX_PANE) return;
  const words = id === null ? ['-pu', '-t', TMUX_PANE] : ['-p', '-t', TMUX_PANE];
  const value = id === null ? ['@opencode_session'] : ['@opencode_session', id];
  execFile('tmux', ['set-option', ...words, ...value], () => undefined);
}

async function observe(api) {
  const base = identity();
  const path = join(folder(), `opencode-${process.pid}.json`);
  let last = '';
  let lastId;
  const note = (more) => {
    const now = shown(api);
    const text = JSON.stringify({ ...base, ...now, ...more });
    if (text === last) return;
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    last = text;
    if (now.sessionId !== lastId) tellTmux(now.sessionId);
    lastId = now.sessionId;
  };
  // Nothing that goes wrong here may reach the screen of opencode.
  const noteQuietly = (more) => {
    try {
      note(more);
    } catch {}
  };
  noteQuietly({});
  const timer = setInterval(() => noteQuietly({}), LOOK_EVERY_MS);
  timer.unref?.();
  api.lifecycle.onDispose(() => {
    clearInterval(timer);
    noteQuietly({ endedAt: Date.now() });
  });
}

export default { id: 'stet.observer', tui: observe };
