import { join } from 'node:path';
import * as z from 'zod';
import { folderIn, runs } from '../agent-home.ts';
import type { Agent, Environment, Place } from '../agent.ts';
import { argvProbe, UUID } from '../probe-argv.ts';
import { pidFileProbe } from '../probe-pid-file.ts';
import { filesBelow } from '../transcript.ts';

const Session = z
  .object({
    sessionId: z.string().regex(UUID),
    procStart: z.coerce.string(),
    name: z.string().optional(),
  })
  .transform(({ sessionId, procStart, name }) => ({
    id: sessionId,
    startTime: procStart,
    title: name,
  }));

/** Subcommands and helpers that are no conversation on this terminal. */
const HELPERS =
  /^(daemon|bg-.*|mcp|config|doctor|update|install|agents|attach|logs|stop|rm|plugin|setup-token|auth|-p|--print)$/;

/** Claude Code (@anthropic-ai/claude-code), which notes what each of its processes shows. */
export const claude: Agent = {
  name: 'claude',
  command: 'claude',
  evidence: 'real',
  detect: (process) =>
    runs(process, /(^|\/)(claude(\.exe)?|claude-code\/cli\.js)$/) &&
    !process.argv.slice(1).some((word) => /^(-p|--print)$/.test(word)) &&
    !HELPERS.test(process.argv[1] ?? ''),
  variables: ['CLAUDE_CONFIG_DIR'],
  probes: [
    pidFileProbe({
      path: ({ process: { environment, epoch } }) =>
        join(homeOf(environment), 'sessions', `${epoch.pid}.json`),
      schema: Session,
      via: 'session file',
      isCertain: true,
    }),
    argvProbe(['--resume', '-r', '--session-id'], UUID),
  ],
  flags: {
    valued: [
      '--add-dir',
      '--agent',
      '--agents',
      '--allowedTools',
      '--allowed-tools',
      '--append-system-prompt',
      '--autocompact',
      '--betas',
      '--disallowedTools',
      '--disallowed-tools',
      '--effort',
      '--fallback-model',
      '--mcp-config',
      '--model',
      '--permission-mode',
      '--plugin-dir',
      '--setting-sources',
      '--settings',
      '--system-prompt',
      '--tools',
    ],
    bare: [
      '--allow-dangerously-skip-permissions',
      '--ax-screen-reader',
      '--bare',
      '--brief',
      '--chrome',
      '--no-chrome',
      '--dangerously-skip-permissions',
      '--disable-slash-commands',
      '--ide',
      '--restricted',
      '--safe-mode',
      '--strict-mcp-config',
      '--verbose',
    ],
    once: [
      '--resume',
      '-r',
      '--session-id',
      '--continue',
      '-c',
      '--fork-session',
      '--from-pr',
      '--teleport',
      '--cloud',
      '--bg',
      '--background',
      '--worktree',
      '-w',
      '--tmux',
      '--name',
      '-n',
      '--file',
    ],
  },
  exists: async (id, place) => transcripts(id, place).length > 0,
  resume: (id, { command, flags }) => [command, ...flags, '--resume', id],
  fresh: (id, { command, flags }) => [
    command,
    ...flags,
    ...(id === '' ? [] : ['--session-id', id]),
  ],
  protect: async (id, place) => transcripts(id, place),
  exitHint: /claude .*--resume ([0-9a-f-]{36})/,
};

function homeOf(environment: Environment): string {
  return folderIn(environment, 'CLAUDE_CONFIG_DIR', '.claude');
}

function transcripts(id: string, { environment, archive }: Place): readonly string[] {
  return filesBelow(join(homeOf(environment), 'projects'), archive).get(`${id}.jsonl`) ?? [];
}
