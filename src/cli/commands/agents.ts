import type { ListedAgent } from '../../protocol/answers.ts';
import { hostFlag } from '../arguments.ts';
import type { Command, Outcome } from '../command.ts';
import { alignColumns, type Cell } from '../text/columns.ts';
import { countOf, groupDigits, sizeOf } from '../text/counts.ts';
import type { Page } from '../text/page.ts';
import { shellWord } from '../text/shell-word.ts';
import { timeAgo } from '../text/time-ago.ts';

export const agents: Command = {
  name: 'agents',
  group: 'Look',
  summary: 'List the AI coding programs that run, with the conversation each one shows',
  details: [
    'Certainty, surest first: exact-live, exact-view, unique, launch; a restore resumes these by itself.',
    'A conversation that is known by less (exited, guess) is only offered.',
    'An agent marked "(recorded)" is known from recordings alone: it was never tried, and is only offered.',
  ],
  doing: 'looking',
  arguments: [],
  flags: [hostFlag],
  options: ['agent_policy', 'agent_max_age_hours'],
  examples: [
    { line: 'stet agents', text: 'Which conversation is in which pane?' },
    { line: 'stet agents --json', text: 'The same for a script, with the words that resume each' },
  ],
  run: async ({ values, overrides }, { ask }): Promise<Outcome> => {
    const found = await ask('agents.list', { hosts: [...values('host')], overrides });
    return { data: found, lines: (page) => agentLines(found, page) };
  },
};

const COLUMNS = [
  { title: 'PANE', style: 'bold' as const },
  { title: 'AGENT' },
  { title: 'CONVERSATION' },
  { title: 'TITLE' },
  { title: 'LAST MESSAGE' },
  { title: 'SIZE' },
  { title: 'CERTAINTY' },
  { title: 'KNOWN BY', style: 'dim' as const },
  { title: 'RESUME' },
];

function agentLines(found: readonly ListedAgent[], page: Page): readonly string[] {
  if (found.length === 0) return ['No AI coding program runs in any pane'];
  const rows = found.map((agent) => rowOf(agent, page.nowMs));
  return [...alignColumns(page, COLUMNS, rows), '', countOf(found.length, 'agent')];
}

function rowOf(agent: ListedAgent, nowMs: number): readonly Cell[] {
  const { lastMessageAt, name, id, certainty, title, via, policy, directory, resume } = agent;
  const runs = policy === 'run';
  const command = `cd ${shellWord(directory)} && ${resume.map(shellWord).join(' ')}`;
  return [
    name,
    agent.evidence === 'real' ? agent.agent : `${agent.agent} (recorded)`,
    id === '' ? '-' : id,
    title,
    lastMessageAt === undefined ? '-' : timeAgo(lastMessageAt, nowMs),
    weightOf(agent),
    { text: certainty, style: runs ? 'green' : 'yellow' },
    via,
    command,
  ];
}

/** What resuming it costs: tokens where they are known, else the size of its files. */
function weightOf({ tokens, sizeBytes }: ListedAgent): string {
  if (tokens !== undefined) return `${groupDigits(tokens)} tokens`;
  return sizeBytes === undefined ? '-' : sizeOf(sizeBytes);
}
