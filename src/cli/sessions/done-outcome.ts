import type { Outcome } from '../command.ts';
import { printable } from '../text/printable.ts';

interface Done {
  readonly session: { readonly id: string; readonly name: string };
}

/** "Typed into editor", for a verb that has nothing more to tell. */
export function doneOutcome(done: Done, what: string, more = ''): Outcome {
  const { name } = done.session;
  return {
    data: done,
    lines: ({ paint }) => [
      `${printable(what)} ${paint('bold', printable(name))}${printable(more)}`,
    ],
  };
}
