import type { Command, Outcome } from '../command.ts';
import { countOf } from '../text/counts.ts';

export const stop: Command = {
  name: 'stop',
  group: 'Sessions',
  summary: 'Stop the daemon and every session',
  details: [
    'With --keep-sessions only the daemon: the next command starts another, which finds them.',
  ],
  doing: 'stopping',
  isForPrograms: true,
  arguments: [],
  flags: [{ name: 'keep-sessions', text: 'Leave the sessions alone' }],
  options: [],
  examples: [
    { line: 'stet stop', text: 'End everything' },
    { line: 'stet stop --keep-sessions', text: 'Before an update of stet' },
  ],
  run: async ({ isSet, overrides }, { ask }): Promise<Outcome> => {
    const keepSessions = isSet('keep-sessions');
    const answer = await ask('daemon.stop', { keepSessions, overrides });
    const sessions = countOf(answer.sessions, 'session');
    const what = keepSessions ? `${sessions} kept` : `${sessions} ended`;
    return {
      data: answer,
      lines: () => [answer.stopped ? `Stopped the daemon, ${what}` : 'No daemon runs'],
    };
  },
};
