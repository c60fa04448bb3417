import type { Command, Outcome } from '../command.ts';
import { attachTo } from '../sessions/attach-to.ts';
import { detachKeysOf } from '../sessions/detach-keys.ts';
import { exitText } from '../sessions/exit-text.ts';
import { sessionFlag, sessionOf } from '../sessions/target.ts';
import { printable } from '../text/printable.ts';
import { usageError } from '../usage-error.ts';

export const attach: Command = {
  name: 'attach',
  group: 'Sessions',
  summary: 'Take a session over in this terminal, or watch it',
  details: [
    'Ctrl+\\ and then d lets go of it again; the session lives on. Ctrl+\\ twice sends it once.',
    'The session takes the size of this terminal, also when that changes. With --watch it keeps its own, and keys other than those above do nothing.',
    'When the daemon ends, the terminal waits for the next one and goes on.',
  ],
  doing: 'attaching',
  arguments: [
    {
      name: 'NAME',
      text: 'The session; the same as -s',
      isRequired: false,
      completion: 'session',
    },
  ],
  flags: [sessionFlag, { name: 'watch', text: 'Only look' }],
  options: ['detach_keys'],
  examples: [
    { line: 'stet attach editor', text: 'Go on working in it' },
    {
      line: 'stet attach -s build --watch',
      text: 'Look on while somebody else, or a script, works',
    },
    { line: "stet attach editor --detach-keys 'ctrl+p ctrl+q'", text: 'Let go as in docker' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    const { words, isSet, overrides } = given;
    const { terminal } = desk.world;
    if (terminal === undefined) {
      const hint = 'Use "stet snapshot", or "stet output --follow", where no person looks';
      throw usageError('Cannot attach: stdin and stdout must be a terminal', hint);
    }
    const session = words[0] ?? sessionOf(given, desk);
    const { id, name } = await desk.ask('session.status', { session, overrides });
    if (id === desk.world.env['STET_SESSION_ID']) {
      const hint = 'Attach to it from another terminal';
      throw usageError(`Cannot show ${JSON.stringify(name)} inside itself`, hint);
    }
    const keys = await detachKeysOf(desk, overrides);
    const isWatching = isSet('watch');
    const client = await desk.client();
    const exit = await attachTo(id, { client, terminal, keys, isWatching, world: desk.world });
    const what = exit === undefined ? 'detached; it runs on' : exitText(exit);
    return {
      data: { session: { id, name }, exit: exit ?? null },
      lines: () => [`${printable(name)}: ${what}`],
    };
  },
};
