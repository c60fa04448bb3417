import { constants } from 'node:os';
import type { SessionExit } from '../../protocol/session-answers.ts';
import type { PtyExit } from '../../pty/holder.ts';

/** How a program ended, as answers tell it. */
export function describeExit(
  exit: PtyExit,
  {
    killedByClient,
    isComplete,
  }: { readonly killedByClient: boolean; readonly isComplete: boolean },
): SessionExit {
  return {
    exit_code: exit.signal === 0 ? exit.code : null,
    signal: exit.signal === 0 ? null : signalName(exit.signal),
    success: exit.signal === 0 && exit.code === 0,
    killed_by_client: killedByClient,
    output_complete: isComplete,
  };
}

function signalName(number: number): string {
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return found?.[0] ?? `SIG${number}`;
}
