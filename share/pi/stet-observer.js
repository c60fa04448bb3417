// Notes which session this pi shows, for stet. pi loads it as an extension, into its own process.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

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
  return { v: 1, agent: 'pi', pid: process.pid, procStart, bootId };
}

function note(context, more) {
  const sessionId = context?.sessionManager?.getSessionId?.() ?? null;
  const path = join(folder(), `pi-${process.pid}.json`);
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, JSON.stringify({ ...identity(), sessionId, ...more }), {
    mode: 0o600,
  });
  renameSync(`${path}.new`, path);
}

export default function observe(pi) {
  const on = (event, more) =>
    pi.on(event, async (_, context) => {
      // Nothing that goes wrong here may reach the screen of pi.
      try {
        note(context, more?.());
      } catch {}
    });
  for (const event of ['session_start', 'session_switch', 'session_fork', 'agent_start']) on(event);
  on('session_shutdown', () => ({ endedAt: Date.now() }));
}
