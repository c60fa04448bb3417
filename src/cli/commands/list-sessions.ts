import type { SessionSummary } from '../../protocol/session-answers.ts';
import type { Command, Outcome } from '../command.ts';
import { sessionLines } from '../sessions/session-lines.ts';

export const listSessions: Command = {
  name: 'list-sessions',
  aliases: ['ls'],
  group: 'Sessions',
  summary: 'List the sessions that run',
  details: [
    'What has ended leaves the list and can still be read for 10 minutes: "stet status -s NAME".',
  ],
  doing: 'listing',
  isForPrograms: true,
  arguments: [],
  flags: [],
  options: [],
  examples: [
    { line: 'stet list-sessions', text: 'What runs' },
    { line: "stet ls --json | jq -r '.sessions[].name'", text: 'Only the names' },
  ],
  run: async ({ overrides }, { ask }): Promise<Outcome> => {
    const listed = await ask('session.list', { overrides });
    const { sessions }: { readonly sessions: readonly SessionSummary[] } = listed;
    return { data: listed, lines: (page) => sessionLines(sessions, page) };
  },
};
