import { StetError } from '../base/errors.ts';
import type { RestoreJob } from '../backends/backend.ts';
import type { Call } from '../os/call.ts';
import type { EngineContext } from './context.ts';
import { changedTabs, type Missing } from './missing-parts.ts';

/** An interruption says what to do about the half that is there; other failures are as they were. */
export function cutOff(restore: string, failure: unknown, call: Call): unknown {
  const reason: unknown = call.signal.reason;
  if (!(reason instanceof StetError) || reason.code !== 'CANCELLED') return failure;
  return new StetError('CANCELLED', reason.message, {
    cause: failure,
    hint: `Restore again to go on, or take back what it had opened: stet undo ${restore}`,
  });
}

/** The windows and tabs that a restore of this checkpoint opened last, when it was cut off. */
export async function halfOpened(
  { store }: EngineContext,
  checkpoint: string,
): Promise<ReadonlySet<string>> {
  const last = await store.newestRestore();
  if (last?.isUnfinished !== true || last.checkpoint !== checkpoint) return new Set();
  return new Set([...last.opened.windows, ...last.opened.tabs]);
}

/** What is opened gets its names, layout and focus, and so does what an earlier try left without. */
export function toArrange(
  open: Missing,
  half: ReadonlySet<string>,
  differing: () => RestoreJob['arrange'],
): RestoreJob['arrange'] {
  const again = half.size === 0 ? { windows: [], tabs: [] } : differing();
  const isHalf = (id: string): boolean => half.has(id);
  return {
    windows: [...new Set([...open.openWindows, ...again.windows.filter(isHalf)])],
    tabs: [...new Set([...changedTabs(open), ...again.tabs.filter(isHalf)])],
  };
}
