import type { Command, Outcome } from '../command.ts';
import { doneOutcome } from '../sessions/done-outcome.ts';
import { exitText } from '../sessions/exit-text.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';

const SIGNALS = [
  'HUP',
  'INT',
  'QUIT',
  'KILL',
  'USR1',
  'USR2',
  'TERM',
  'CONT',
  'STOP',
  'TSTP',
  'WINCH',
];

export const kill: Command = {
  name: 'kill',
  group: 'Sessions',
  summary: 'End a session with all its processes, or send them a signal',
  details: [
    'Programs are asked first (SIGTERM) and, when they do not go, made to (SIGKILL): the whole process group.',
    'With --signal they only get that one, and the session stays if they do.',
  ],
  doing: 'ending',
  isForPrograms: true,
  arguments: [],
  flags: [
    sessionFlag,
    { name: 'signal', value: 'SIGNAL', text: `Only send this one: ${SIGNALS.join(', ')}` },
  ],
  options: [],
  examples: [
    { line: 'stet kill -s monitoring', text: 'End it' },
    { line: 'stet kill -s server --signal HUP', text: 'Only send a signal' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const signal = given.values('signal').at(-1) ?? '';
    const session = sessionOf(given, desk);
    const killed = await desk.ask('session.kill', { session, signal, overrides: given.overrides });
    if (signal !== '') return doneOutcome(killed, `Sent ${signal} to`);
    return doneOutcome(
      killed,
      'Ended',
      killed.exit === undefined ? '' : `: ${exitText(killed.exit)}`,
    );
  },
};
