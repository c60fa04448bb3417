import { runs } from '../agent-home.ts';
import type { Agent, FlagTable } from '../agent.ts';
import { argvProbe, UUID } from '../probe-argv.ts';

/** What is known of an agent that could not be tried: from its documentation and recordings. */
interface Recorded {
  readonly name: string;
  readonly executable: RegExp;
  /** The first word of what is no conversation on this terminal. */
  readonly otherStarts: RegExp;
  /** Flags of what answers once and ends. */
  readonly onceOnly?: RegExp;
  /** After which words the conversation stands. */
  readonly named: readonly string[];
  readonly id: RegExp;
  /** The words that resume a conversation, behind the flags. */
  readonly resume: (id: string) => readonly string[];
  /** The words that start it when no conversation is known. */
  readonly start?: readonly string[];
  readonly flags: FlagTable;
}

const ANY_ID = /^\w[\w.-]{0,127}$/;

/** Whether its conversation is still there cannot be known of any of them, so a restore only offers it. */
function recorded(known: Recorded): Agent {
  const { name, executable, named, id, resume, start = [], flags } = known;
  return {
    name,
    command: name,
    evidence: 'recorded',
    detect: (process) => runs(process, executable) && isConversation(process.argv, known),
    variables: [],
    probes: [argvProbe(named, id)],
    flags: { ...flags, once: [...flags.once, ...named.filter((word) => word.startsWith('-'))] },
    exists: async () => undefined,
    resume: (conversation, launch) => [launch.command, ...launch.flags, ...resume(conversation)],
    fresh: (_, launch) => [launch.command, ...launch.flags, ...start],
    protect: async () => [],
  };
}

function isConversation(argv: readonly string[], { executable, otherStarts, onceOnly }: Recorded) {
  const own = argv.findLastIndex((word) => executable.test(word));
  const words = argv.slice(own + 1);
  const isOnce = onceOnly !== undefined && words.some((word) => onceOnly.test(word));
  return !isOnce && !otherStarts.test(words.slice(0, 2).join(' '));
}

/** Agents that cannot be installed without an account or another network. */
export const recordedAgents: readonly Agent[] = [
  recorded({
    name: 'crush',
    executable: /(^|\/)crush$/,
    otherStarts:
      /^(run|dirs|projects|logs|schema|login|logout|models|stats|session|server|update-providers|completion|help)\b/,
    named: ['--session', '-s'],
    id: ANY_ID,
    resume: (id) => ['--session', id],
    flags: {
      valued: ['-c', '--cwd', '-D', '--data-dir'],
      bare: ['-d', '--debug', '-y', '--yolo'],
      once: ['-C', '--continue'],
    },
  }),
  recorded({
    name: 'goose',
    executable: /(^|\/)goose$/,
    otherStarts:
      /^((configure|info|version|update|mcp|acp|run|serve|web|recipe|schedule|projects?|bench|doctor|completion|help)\b|session (list|remove|export|diagnostics)\b)/,
    named: ['--session-id', '--id', '--name', '-n'],
    id: ANY_ID,
    // The ids that it makes are dates; everything else is a name that somebody gave.
    resume: (id) => ['session', '--resume', /^\d{8}_\d+$/.test(id) ? '--session-id' : '--name', id],
    start: ['session'],
    flags: {
      valued: [
        '--with-extension',
        '--with-builtin',
        '--with-remote-extension',
        '--with-streamable-http-extension',
        '--max-turns',
        '--max-tool-repetitions',
        '--provider',
        '--model',
      ],
      bare: ['--debug'],
      once: ['-r', '--resume', '--history', '--fork'],
    },
  }),
  recorded({
    name: 'aider',
    executable: /(^|\/)aider$/,
    otherStarts: /^$a/,
    onceOnly:
      /^(-m|--msg|--message|-f|--message-file|--gui|--browser|--commit|--list-models|--models|--show-repo-map|--version|--upgrade)(=|$)/,
    // Its conversation is a file in the project, and there is one.
    named: [],
    id: /^$a/,
    resume: () => ['--restore-chat-history'],
    start: ['--restore-chat-history'],
    flags: {
      valued: [
        '--model',
        '--weak-model',
        '--editor-model',
        '--edit-format',
        '--read',
        '--file',
        '--chat-mode',
        '--chat-history-file',
        '--input-history-file',
        '--config',
        '-c',
        '--env-file',
        '--map-tokens',
      ],
      bare: [
        '--no-git',
        '--no-auto-commits',
        '--dark-mode',
        '--light-mode',
        '--vim',
        '--architect',
      ],
      once: ['--restore-chat-history', '--no-restore-chat-history', '--apply', '--load'],
    },
  }),
  recorded({
    name: 'amp',
    executable: /(^|\/)(amp|@sourcegraph\/amp\/dist\/main\.js)$/,
    otherStarts:
      /^((login|logout|mcp|permissions?|tools?|skills?|update|doctor|usage|review|tasks?|version|help)\b|threads (?!continue\b|c\b|new\b))/,
    onceOnly: /^(-x|--execute|--stream-json)(=|$)/,
    named: ['continue', 'c'],
    id: /^T-[0-9a-f-]{36}$/,
    resume: (id) => ['threads', 'continue', id],
    flags: {
      valued: ['--mode', '-m', '--settings-file', '--log-level', '--log-file', '--mcp-config'],
      bare: ['--dangerously-allow-all', '--no-ide', '--no-notifications', '--ide'],
      once: [],
    },
  }),
  recorded({
    name: 'cursor-agent',
    executable: /(^|\/)cursor-agent$/,
    otherStarts:
      /^(login|logout|status|whoami|mcp|update|upgrade|ls|create-chat|models|about|help|worker|install-shell-integration|uninstall-shell-integration)\b/,
    onceOnly: /^(-p|--print|--output-format|--list-models)(=|$)/,
    named: ['--resume'],
    id: UUID,
    resume: (id) => ['--resume', id],
    flags: {
      valued: ['--model', '--mode', '--sandbox', '--workspace', '-n', '--name'],
      bare: ['-f', '--force', '--yolo', '--approve-mcps', '--plan', '--trust', '-c', '--cloud'],
      once: ['--continue', '-w', '--worktree', '--worktree-base'],
    },
  }),
  recorded({
    name: 'droid',
    executable: /(^|\/)droid$/,
    otherStarts: /^(exec|search|find|mcp|plugin|update|daemon|computer|help)\b/,
    named: ['--resume', '-r'],
    id: ANY_ID,
    resume: (id) => ['--resume', id],
    flags: { valued: ['--cwd', '--settings'], bare: [], once: ['--fork', '-w', '--worktree'] },
  }),
];
