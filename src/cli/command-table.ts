import type { Command } from './command.ts';
import { agents } from './commands/agents.ts';
import { completions } from './commands/completions.ts';
import { config } from './commands/config.ts';
import { deleteCommand } from './commands/delete.ts';
import { diff } from './commands/diff.ts';
import { exportCommand } from './commands/export.ts';
import { help } from './commands/help.ts';
import { importCommand } from './commands/import.ts';
import { integrate } from './commands/integrate.ts';
import { list } from './commands/list.ts';
import { log } from './commands/log.ts';
import { prune } from './commands/prune.ts';
import { rename } from './commands/rename.ts';
import { restore } from './commands/restore.ts';
import { run } from './commands/run.ts';
import { save } from './commands/save.ts';
import { show } from './commands/show.ts';
import { status } from './commands/status.ts';
import { tabs } from './commands/tabs.ts';
import { undo } from './commands/undo.ts';

/** Every command, in the order of the help. Help, completions and the reference come from here. */
export const commandTable: readonly Command[] = [
  save,
  restore,
  undo,
  tabs,
  list,
  log,
  show,
  diff,
  status,
  agents,
  rename,
  deleteCommand,
  run,
  prune,
  exportCommand,
  importCommand,
  config,
  integrate,
  completions,
  help,
];
