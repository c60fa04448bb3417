import type { Command, Outcome } from '../command.ts';
import { doneOutcome } from '../sessions/done-outcome.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { absolutePath } from '../text/absolute-path.ts';
import { usageError } from '../usage-error.ts';

export const record: Command = {
  name: 'record',
  group: 'Sessions',
  summary: 'Record a session to a file from now on, or stop recording',
  details: [
    'The file is an asciicast (version 2): "stet replay" plays it, and so does asciinema.',
    'What is typed while the program hides it, as for a password, is never recorded.',
  ],
  doing: 'recording',
  isForPrograms: true,
  arguments: [
    {
      name: 'FILE',
      text: 'Where to; it must not exist yet',
      isRequired: false,
      completion: 'file',
    },
  ],
  flags: [sessionFlag, { name: 'stop', text: 'Stop recording' }],
  options: [],
  examples: [
    { line: 'stet record -s editor session.cast', text: 'From now on' },
    { line: 'stet record -s editor --stop', text: 'Until now' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const { words, isSet, overrides } = given;
    const [name] = words;
    if ((name === undefined) !== isSet('stop')) {
      throw usageError('Cannot tell what to record', 'Write either a FILE or --stop');
    }
    const file = name === undefined ? '' : absolutePath(desk.world.cwd, name);
    const session = sessionOf(given, desk);
    const recorded = await desk.ask('session.record', { session, file, overrides });
    if (recorded.file === null) return doneOutcome(recorded, 'Stopped recording');
    return doneOutcome(recorded, 'Recording', ` to ${recorded.file}`);
  },
};
