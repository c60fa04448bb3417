import { setTimeout as sleep } from 'node:timers/promises';

const LOOKS_PER_PERIOD = 10;
const SLOWEST_LOOK_MS = 5_000;

/**
 * Resolves once nothing was going on for `idleMs`.
 * @throws the signal's AbortError
 */
export async function idleness(
  isBusy: () => boolean,
  { idleMs, signal }: { readonly idleMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const lookEveryMs = Math.min(idleMs / LOOKS_PER_PERIOD, SLOWEST_LOOK_MS);
  let idleSince = performance.now();
  while (performance.now() - idleSince < idleMs) {
    await sleep(lookEveryMs, undefined, { signal });
    if (isBusy()) idleSince = performance.now();
  }
}
