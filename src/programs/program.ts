import type { Redirection } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';

/** A program as it was found in the foreground of a pane. */
export interface FoundProgram {
  readonly argv: readonly string[];
  /** The other commands of its pipeline, in order. */
  readonly pipedTo?: readonly (readonly string[])[];
  /** What stood in for the terminal, of each command in order. Default: nothing did. */
  readonly redirections?: readonly (readonly Redirection[])[];
  readonly cwd: string;
}

/** How a program comes back. */
export interface Resume {
  readonly argv: readonly string[];
  /** Set when it must not start by itself, whatever the user's lists say; the reason is shown. */
  readonly onlyOffer?: string;
  /** Set when it cannot come back at all, with the reason: a shell is opened instead. */
  readonly cannot?: string;
}

/** What stet knows about one program. Whether it is started at all is the policy's decision. */
export interface Program {
  readonly name: string;
  /** The base names of its executables. */
  readonly commands: readonly string[];
  resume(found: FoundProgram, call: Call): Promise<Resume>;
  /** Whether it is offered when no list names it. Default: what stands in `usualOffers` is. */
  readonly isUsuallyOffered?: (argv: readonly string[]) => boolean;
}

/** For programs that come back by running the same words again. */
export async function sameWords({ argv }: FoundProgram): Promise<Resume> {
  return { argv };
}
