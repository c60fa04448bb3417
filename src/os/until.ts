import type { Call } from './call.ts';

/**
 * Waits until a fact holds, asking again every `pollEveryMs` (10 by default).
 * @throws the signal's reason when the call stops first
 */
export async function until(
  fact: () => boolean | Promise<boolean>,
  call: Pick<Call, 'signal'>,
  pollEveryMs = 10,
): Promise<void> {
  while (!(await fact())) {
    call.signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const stop = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        call.signal.removeEventListener('abort', stop);
        resolve();
      }, pollEveryMs);
      call.signal.addEventListener('abort', stop, { once: true });
    });
  }
}
