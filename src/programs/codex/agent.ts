import { runs } from '../agent-home.ts';
import type { Agent } from '../agent.ts';
import { argvProbe, UUID } from '../probe-argv.ts';
import { lockProbe } from './lock.ts';
import { rolloutsOf } from './rollouts.ts';
import { titleProbe } from './title.ts';

/** Subcommands and helpers that are no conversation on this terminal. */
const OTHER_STARTS =
  /^(exec|e|review|login|logout|mcp|mcp-server|plugin|app-server|remote-control|completion|update|doctor|sandbox|debug|apply|a|queue|archive|delete|migrate-.*|unarchive|cloud|exec-server|features|help|agents)$/;

/**
 * Codex CLI (@openai/codex). Its conversations run in one daemon per user, so nothing of the
 * terminal's own process names them but the title, when it is set to show the thread's id;
 * without the daemon the process itself holds a lock.
 */
export const codex: Agent = {
  name: 'codex',
  command: 'codex',
  evidence: 'real',
  detect: (process) =>
    runs(process, /(^|\/)codex(\.js)?$/) &&
    !process.argv.slice(1).some((word) => OTHER_STARTS.test(word)),
  variables: ['CODEX_HOME'],
  probes: [lockProbe, titleProbe, argvProbe(['resume'], UUID)],
  flags: {
    valued: [
      '-c',
      '--config',
      '--enable',
      '--disable',
      '--remote',
      '--remote-auth-token-env',
      '-m',
      '--model',
      '--local-provider',
      '-p',
      '--profile',
      '-s',
      '--sandbox',
      '-C',
      '--cd',
      '--add-dir',
      '-a',
      '--ask-for-approval',
    ],
    bare: [
      '--strict-config',
      '--oss',
      '--approve-for-me',
      '--dangerously-bypass-approvals-and-sandbox',
      '--dangerously-bypass-hook-trust',
      '--search',
      '--no-alt-screen',
      '--no-daemon',
      '--full-auto',
      '--yolo',
    ],
    once: ['-i', '--image', '--last', '--all', '--include-non-interactive', '--worktree'],
  },
  exists: async (id, place) => rolloutsOf(id, place).length > 0,
  resume: (id, { command, flags }) => [command, 'resume', ...flags, id],
  fresh: (_, { command, flags }) => [command, ...flags],
  protect: async (id, place) => rolloutsOf(id, place),
  exitHint: /codex resume ([0-9a-f-]{36})/,
};
