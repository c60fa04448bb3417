import { runs } from '../agent-home.ts';
import type { Agent } from '../agent.ts';
import { argvProbe } from '../probe-argv.ts';
import { registryProbe } from '../registry.ts';
import { databaseOf, readSessions } from './sessions.ts';
import { titleProbe } from './title.ts';

/** Starts that are no conversation on this terminal, and helpers. */
const OTHER_STARTS =
  /^(run|serve|web|models|stats|export|import|github|pr|session|plugin|plug|db|auth|agent|upgrade|uninstall|debug|mcp|acp|completion|providers)$/;

/** opencode 1.x (opencode.ai), by its TUI plugin, its terminal title and its database. */
export const opencode: Agent = {
  name: 'opencode',
  command: 'opencode',
  evidence: 'real',
  detect: (process) =>
    runs(process, /(^|\/)opencode(\.exe|\.js)?$/) && !OTHER_STARTS.test(firstWord(process.argv)),
  variables: [
    'XDG_DATA_HOME',
    'XDG_CONFIG_HOME',
    'XDG_STATE_HOME',
    'OPENCODE_DB',
    'OPENCODE_CONFIG',
    'OPENCODE_CONFIG_DIR',
    'OPENCODE_TUI_CONFIG',
    'STET_AGENT_DIR',
  ],
  probes: [registryProbe('opencode'), titleProbe, argvProbe(['-s', '--session'], /^ses_\w+$/)],
  flags: {
    valued: [
      '-m',
      '--model',
      '--agent',
      '--port',
      '--hostname',
      '--mdns-domain',
      '--cors',
      '--log-level',
      '--replay-limit',
    ],
    bare: ['--print-logs', '--pure', '--mdns', '--auto', '--mini', '--no-replay'],
    once: ['-s', '--session', '-c', '--continue', '--fork', '--prompt'],
    // `opencode attach URL` is a terminal of a server that runs elsewhere.
    subcommands: { attach: 1 },
  },
  exists: async (id, { environment, archive, argv = [] }) => {
    const sessions = await readSessions(environment, archive);
    if (sessions === undefined) return undefined;
    const isKnown = sessions.byId.has(id);
    // The server that it is attached to may keep its sessions on another machine.
    return !isKnown && firstWord(argv) === 'attach' ? undefined : isKnown;
  },
  resume: (id, { command, flags }) => [command, ...flags, '--session', id],
  fresh: (_, { command, flags }) => [command, ...flags],
  protect: async () => [],
  database: ({ environment }) => databaseOf(environment),
  measure: async (id, { environment, archive }) => {
    const sessions = await readSessions(environment, archive);
    const changedAt = sessions?.byId.get(id)?.changedAt;
    return changedAt === undefined ? {} : { lastMessageAt: changedAt };
  },
  exitHint: /Continue\s+opencode -s (ses_\w+)/,
};

function firstWord(argv: readonly string[]): string {
  const words = /(^|\/)(node|bun)$/.test(argv[0] ?? '') ? argv.slice(2) : argv.slice(1);
  return words[0] ?? '';
}
