import type { Command, Outcome } from '../command.ts';

export const daemon: Command = {
  name: 'daemon',
  group: 'Sessions',
  summary: 'Be the daemon, in the foreground',
  details: [
    'Nobody needs to: the first command that needs the daemon starts it, and it ends after 5 minutes without a session.',
  ],
  doing: 'serving',
  arguments: [],
  flags: [],
  options: ['auto_save'],
  examples: [
    { line: 'stet daemon', text: 'Ends with Ctrl-C; the sessions live on' },
    { line: 'exec stet daemon', text: 'As a service of systemd or runit' },
  ],
  run: async (_, { world }): Promise<Outcome> => ({
    data: { stopped: true },
    lines: () => [],
    exitCode: await world.serve(),
  }),
};
