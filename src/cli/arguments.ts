import type { Argument, Flag } from './command.ts';

/** The workspace or checkpoint that a command is about. */
export const targetArgument: Argument = {
  name: 'NAME|ID',
  text: 'A workspace (its newest good save), or a checkpoint by its id or the start of one; by itself "default"',
  isRequired: false,
  completion: 'target',
};

/** Which hosts a command looks at. */
export const hostFlag: Flag = {
  name: 'host',
  value: 'HOST',
  isRepeatable: true,
  text: 'Only this host: "tmux" or "kitty", or "tmux:/path/to/socket" for one server; repeatable',
};

export const dryRunFlag: Flag = {
  name: 'dry-run',
  text: 'Show what would be done and do nothing',
};
