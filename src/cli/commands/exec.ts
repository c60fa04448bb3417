import type { Command, Outcome } from '../command.ts';
import { timeoutFlag, timeoutOf } from '../sessions/read-number.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { duration } from '../sessions/session-lines.ts';
import { shellWord } from '../text/shell-word.ts';

export const exec: Command = {
  name: 'exec',
  group: 'Sessions',
  summary: 'Run a command in the shell of a session: its output and exit status',
  details: [
    'The shell must be waiting at its prompt; what the command changes (cd, variables) stays changed.',
    'One word is a line for the shell; several are a program and its words, which the shell does not touch.',
    'Exits 0 when the command did and 1 when it failed; --json tells its own status. Flags stand before the command.',
  ],
  doing: 'running',
  isForPrograms: true,
  startsProgram: true,
  arguments: [
    {
      name: 'COMMAND',
      text: 'A line in quotes, or a program and its words',
      isRequired: true,
      isRepeatable: true,
      completion: 'program',
    },
  ],
  flags: [sessionFlag, timeoutFlag],
  options: [],
  examples: [
    { line: "stet exec -s worker 'make test 2>&1 | tail -3'", text: 'A line for the shell' },
    { line: 'stet exec --json -t 60000 make test', text: 'With exit_code and duration_ms' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const { words, overrides } = given;
    const command = words.length === 1 ? (words[0] ?? '') : words.map(shellWord).join(' ');
    const session = sessionOf(given, desk);
    const request = { session, command, ...timeoutOf(given), overrides };
    const result = await desk.ask('session.exec', request);
    const { output, exit_code: code } = result;
    const message = `The command exited with ${code} after ${duration(result.duration_ms)}`;
    return {
      data: result,
      lines: () => [],
      content: output === '' || output.endsWith('\n') ? output : `${output}\n`,
      notices: code === 0 ? [] : [{ code: 'COMMAND_FAILED', message }],
      exitCode: code === 0 ? 0 : 1,
    };
  },
};
