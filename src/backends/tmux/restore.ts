import { dirname } from 'node:path';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { makeFolder } from '../../os/make-folder.ts';
import type { CloseJob, RestoreJob, RestoreOutcome } from '../backend.ts';
import { arrangeCommands, markCommands } from './arrange.ts';
import { restoreBindings } from './key-bindings.ts';
import { LineFiles } from './line-files.ts';
import { addPanes, openPanes } from './open-panes.ts';
import { openTabs, openWindows } from './open-tabs.ts';
import { Opening } from './opening.ts';
import { restoreBuffers } from './paste-buffers.ts';
import { runScript } from './run-script.ts';
import { hookCommands } from './set-hooks.ts';

/**
 * Opens what is missing and arranges it. Panes are cut at their final sizes from the start, so
 * that no program sees a resize and saved lines wrap as they should.
 */
export async function restore(job: RestoreJob, call: Call): Promise<RestoreOutcome> {
  makeFolder(dirname(job.address), 0o700);
  const files = await LineFiles.write(job.starts.values());
  const opening = new Opening(job, files, call);
  const steps = [
    () => openWindows(opening),
    () => openTabs(opening, call),
    () => openPanes(opening),
    () => addPanes(opening),
    () => opening.script(markCommands(opening)),
    () => files.release(),
    () => files.remove(call),
    () => opening.script(arrangeCommands(opening)),
    () => opening.script(hookCommands(opening)),
    () => restoreBindings(opening, call),
    () => restoreBuffers(opening),
  ];
  try {
    for (const [done, step] of steps.entries()) {
      await step();
      call.progress('opening panes', done + 1, steps.length);
    }
  } catch (failure) {
    await files.discard();
    throw failure;
  }
  return { approximated: opening.approximated, failed: opening.failed };
}

/** Closes panes, tabs and windows by tmux's ids; one that is gone already is no failure. */
export async function close(job: CloseJob, call: Call): Promise<void> {
  const commands = [
    ...job.panes.map((ref) => `kill-pane -t ${ref}`),
    ...job.tabs.map((ref) => `kill-window -t ${ref}`),
    ...job.windows.map((ref) => `kill-session -t "${ref}"`),
  ];
  if (commands.length === 0) return;
  await runScript({ socket: job.address }, commands, call).catch((failure: unknown) => {
    // A server ends with its last session, in the middle of the script that closes it.
    if (!(failure instanceof StetError && failure.code === 'HOST_DIED')) throw failure;
  });
}
