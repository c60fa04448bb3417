import { runs } from '../agent-home.ts';
import type { Agent, FlagTable } from '../agent.ts';
import { argvProbe } from '../probe-argv.ts';

/** What is known of an agent that could not be tried: from its documentation and recordings. */
interface Recorded {
  readonly name: string;
  readonly executable: RegExp;
  /** The flag, or the subcommand with its flag, that resumes a conversation. */
  readonly resume: readonly string[];
  readonly id: RegExp;
}

const NO_FLAGS: FlagTable = { valued: [], bare: [], once: [] };

/** Whether a conversation is there cannot be known of them, so a restore only offers it. */
function recorded({ name, executable, resume, id }: Recorded): Agent {
  const flag = resume.at(-1) ?? '';
  return {
    name,
    command: name,
    evidence: 'recorded',
    detect: (process) => runs(process, executable),
    variables: [],
    probes: [argvProbe([flag], id)],
    flags: { ...NO_FLAGS, once: [flag] },
    exists: async () => undefined,
    resume: (conversation, { command }) => [command, ...resume, conversation],
    fresh: (_, { command }) => [command],
    protect: async () => [],
  };
}

const ANY_ID = /^[\w][\w-]{5,}$/;

/** Agents that cannot be installed without an account or another network. */
export const recordedAgents: readonly Agent[] = [
  recorded({ name: 'crush', executable: /(^|\/)crush$/, resume: ['--session'], id: ANY_ID }),
  recorded({
    name: 'goose',
    executable: /(^|\/)goose$/,
    resume: ['session', '--resume', '--session-id'],
    id: ANY_ID,
  }),
  recorded({
    name: 'aider',
    executable: /(^|\/)aider$/,
    resume: ['--restore-chat-history', '--chat-history-file'],
    id: /^[\w./-]+$/,
  }),
  recorded({
    name: 'amp',
    executable: /(^|\/)amp$/,
    resume: ['threads', 'continue'],
    id: /^T-[0-9a-f-]{36}$/,
  }),
  recorded({
    name: 'cursor-agent',
    executable: /(^|\/)cursor-agent$/,
    resume: ['--resume'],
    id: ANY_ID,
  }),
  recorded({ name: 'droid', executable: /(^|\/)droid$/, resume: ['--resume'], id: ANY_ID }),
];
