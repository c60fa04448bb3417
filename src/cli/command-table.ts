import type { Command } from './command.ts';
import { agents } from './commands/agents.ts';
import { attach } from './commands/attach.ts';
import { click } from './commands/click.ts';
import { completions } from './commands/completions.ts';
import { config } from './commands/config.ts';
import { daemon } from './commands/daemon.ts';
import { deleteCommand } from './commands/delete.ts';
import { diff } from './commands/diff.ts';
import { examples } from './commands/examples.ts';
import { exec } from './commands/exec.ts';
import { exportCommand } from './commands/export.ts';
import { help } from './commands/help.ts';
import { importCommand } from './commands/import.ts';
import { integrate } from './commands/integrate.ts';
import { key } from './commands/key.ts';
import { kill } from './commands/kill.ts';
import { listSessions } from './commands/list-sessions.ts';
import { list } from './commands/list.ts';
import { log } from './commands/log.ts';
import { output } from './commands/output.ts';
import { paste } from './commands/paste.ts';
import { pipe } from './commands/pipe.ts';
import { prune } from './commands/prune.ts';
import { record } from './commands/record.ts';
import { rename } from './commands/rename.ts';
import { replay } from './commands/replay.ts';
import { resize } from './commands/resize.ts';
import { restore } from './commands/restore.ts';
import { run } from './commands/run.ts';
import { save } from './commands/save.ts';
import { scroll } from './commands/scroll.ts';
import { show } from './commands/show.ts';
import { snapshot } from './commands/snapshot.ts';
import { spawn } from './commands/spawn.ts';
import { status } from './commands/status.ts';
import { stop } from './commands/stop.ts';
import { submit } from './commands/submit.ts';
import { tabs } from './commands/tabs.ts';
import { type } from './commands/type.ts';
import { undo } from './commands/undo.ts';
import { waitFor } from './commands/wait-for.ts';

/** Every command, in the order of the help. Help, completions and the reference come from here. */
export const commandTable: readonly Command[] = [
  save,
  restore,
  undo,
  spawn,
  listSessions,
  snapshot,
  type,
  key,
  paste,
  submit,
  click,
  scroll,
  resize,
  waitFor,
  output,
  exec,
  kill,
  attach,
  record,
  replay,
  pipe,
  examples,
  daemon,
  stop,
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
