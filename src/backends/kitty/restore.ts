import * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import type { CloseJob, RestoreJob, RestoreOutcome } from '../backend.ts';
import { arrangeJob, showJob } from './arrange.ts';
import { ask } from './ask.ts';
import { instanceAt } from './find-instances.ts';
import { JobFiles } from './job-files.ts';
import { addPanes, openTabs } from './open-tabs.ts';
import { Opening } from './opening.ts';
import { startKitty } from './start-kitty.ts';

/** Opens what is missing, in a kitty that runs or in a new one, and arranges it. */
export async function restore(job: RestoreJob, call: Call): Promise<RestoreOutcome> {
  await using files = await JobFiles.make();
  const { instance, placeholders } = job.isRunning
    ? { instance: await instanceAt(job.address), placeholders: [] }
    : await startKitty(files, call);
  const opening = new Opening(job, { instance, files, call });
  const steps = [openTabs, addPanes, arrangeJob, showJob];
  for (const [done, step] of steps.entries()) {
    call.progress('opening panes', done, steps.length);
    const isLost = await step(opening).then(
      () => false,
      (failure: unknown) => opening.lost(failure),
    );
    if (isLost) break;
  }
  if (opening.hasOpened && !opening.isLost) await closePanes(opening, placeholders);
  return { approximated: opening.approximated, failed: opening.failed };
}

async function closePanes(opening: Opening, panes: readonly number[]): Promise<void> {
  if (panes.length > 0) await opening.ask({ do: 'close', panes }, z.unknown());
}

/** Closes panes, tabs and windows by kitty's ids; kitty ends with its last one. */
export async function close(
  { address, windows, tabs, panes }: CloseJob,
  call: Call,
): Promise<void> {
  if (windows.length + tabs.length + panes.length === 0) return;
  const request = {
    do: 'close',
    windows: windows.map(Number),
    tabs: tabs.map(Number),
    panes: panes.map(Number),
  } as const;
  await ask(await instanceAt(address), request, { answer: z.unknown(), call }).catch(
    (failure: unknown) => {
      if (!(failure instanceof StetError && failure.code === 'HOST_DIED')) throw failure;
    },
  );
}
