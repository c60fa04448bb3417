import type { Activation } from '../model/checkpoint.ts';
import { isExecutable, isPresent } from '../os/nearest-directory.ts';
import { isLoaded, variablesOf, wordsToActivate } from './activation.ts';
import { baseName } from './shell/program.ts';

/** How a program gets what its shell had switched on. */
export interface Activated {
  /** Set for the program, as `NAME=value`. */
  readonly variables: readonly string[];
  /** Folders in front of PATH. */
  readonly searchPath: readonly string[];
  /** The folder whose direnv file is loaded, if any: only direnv knows what is in it, and whether the user allows it. */
  readonly direnv?: string;
  /** Not set, because its folder is gone; kept for the next save. */
  readonly withheld: readonly string[];
  /** The lines that switch the same on in the pane's shell. Offered, and never run. */
  readonly hints: readonly (readonly string[])[];
}

/** What of it is still there, and what is gone. */
export interface Activating {
  readonly activated: Activated;
  readonly gone: readonly Activation[];
}

/** @param shell the path of the pane's shell */
export async function activate(
  activations: readonly Activation[],
  { shell, searchPath }: { readonly shell: string; readonly searchPath: string | undefined },
): Promise<Activating> {
  const [there, gone]: [Activation[], Activation[]] = [[], []];
  for (const activation of activations) {
    const isThere =
      (await isPresent(activation.directory)) &&
      (!isLoaded(activation) || (await isExecutable('direnv', '/', searchPath)));
    (isThere ? there : gone).push(activation);
  }
  const hints = there.map((activation) => wordsToActivate(activation, baseName(shell)));
  const direnv = there.find(isLoaded)?.directory;
  return {
    gone,
    activated: {
      variables: there.filter((one) => !isLoaded(one)).flatMap(variablesOf),
      searchPath: [...new Set(there.flatMap((one) => one.searchPath))],
      ...(direnv === undefined ? {} : { direnv }),
      withheld: gone.flatMap((one) => [...variablesOf(one), ...pathOf(one)]),
      hints: await existing(hints),
    },
  };
}

function pathOf({ searchPath }: Activation): readonly string[] {
  return searchPath.length === 0 ? [] : [`PATH=${searchPath.join(':')}`];
}

/** A file that is to be read must be there. */
async function existing(
  hints: readonly (readonly string[])[],
): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = [];
  for (const words of hints) {
    const file = words.find((word) => word.startsWith('/'));
    if (words.length > 0 && (file === undefined || (await isPresent(file)))) found.push(words);
  }
  return found;
}
