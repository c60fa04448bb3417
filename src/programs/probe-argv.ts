import type { Probe } from './agent.ts';

/** A conversation may be changed from inside; the words of a process that began just now still hold. */
export const YOUNG_MS = 15_000;

/**
 * The id that stands among the words a process was started with. It was right at the start;
 * whether it still is, nobody knows: an older process is only a guess.
 */
export function argvProbe(flags: readonly string[], id: RegExp): Probe {
  return async ({ process: { argv, ageMs } }) => {
    const found = wordAfter(argv, flags);
    if (found === undefined || !id.test(found)) return undefined;
    const certainty = ageMs < YOUNG_MS ? 'launch' : 'guess';
    return { id: found, certainty, via: `it was started with ${flags[0] ?? ''}` };
  };
}

/** The word after a flag, or what follows its "=". */
export function wordAfter(argv: readonly string[], flags: readonly string[]): string | undefined {
  for (const [at, word] of argv.entries()) {
    if (at === 0) continue;
    if (flags.includes(word)) return argv[at + 1];
    const joined = flags.find((flag) => flag.startsWith('--') && word.startsWith(`${flag}=`));
    if (joined !== undefined) return word.slice(joined.length + 1);
  }
  return undefined;
}

/** A UUID as agents write it. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
