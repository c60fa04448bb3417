import type { SessionExit } from '../../protocol/session-answers.ts';

/** "exited with 2", "ended by SIGTERM": how a program ended, in words. */
export function exitText({
  exit_code: code,
  signal,
  output_complete: isComplete,
}: SessionExit): string {
  const how = signal === null ? `exited with ${code ?? 0}` : `ended by ${signal}`;
  return isComplete ? how : `${how}; one of its children still writes`;
}
