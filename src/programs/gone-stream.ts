import type { FoundProgram } from './program.ts';

/**
 * Why a program should not start by itself: without what it read, or where it wrote to, it may do
 * something else than it did. Undefined when all its streams can be opened again.
 */
export function goneStream({
  redirections = [],
}: Pick<FoundProgram, 'redirections'>): string | undefined {
  for (const redirection of redirections.flat()) {
    if (redirection.kind !== 'gone') continue;
    return `its ${redirection.stream === 0 ? 'input' : 'output'} was ${redirection.what}`;
  }
  return undefined;
}
