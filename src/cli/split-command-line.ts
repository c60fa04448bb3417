import type { Command } from './command.ts';
import { flagsOf } from './flags.ts';
import { tokensOf } from './read-flags.ts';

/** A command line, cut where a program's own words begin. */
export interface SplitLine {
  /** Absent when the word is no command's name, or when there is none. */
  readonly command: Command | undefined;
  /** What is stet's to read. */
  readonly ours: readonly string[];
  /** What goes to a program as it is. */
  readonly rest: readonly string[];
}

/**
 * Cuts the words after "stet". Only a command that starts a program has a rest, and the rule is:
 * its first word ends our flags, and so does "--". One flag may also close the line, after all
 * words of the program, unless it stands before them too or "--" was written.
 */
export function splitCommandLine(argv: readonly string[], commands: readonly Command[]): SplitLine {
  const tokens = tokensOf(argv, commands.flatMap(flagsOf));
  const [name, word] = tokens.filter(({ kind }) => kind === 'positional');
  const command = commandNamed(name?.kind === 'positional' ? name.value : undefined, commands);
  const end = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? Infinity;
  if (command?.startsProgram !== true || word === undefined || (name?.index ?? 0) > end) {
    return { command, ours: argv, rest: [] };
  }
  if (end < word.index) return { command, ours: argv.slice(0, end), rest: argv.slice(end + 1) };
  return {
    command,
    ...withClosingFlag(command, argv.slice(0, word.index), argv.slice(word.index)),
  };
}

/** The command of this name or alias. */
export function commandNamed(
  name: string | undefined,
  commands: readonly Command[],
): Command | undefined {
  if (name === undefined) return undefined;
  return commands.find((known) => known.name === name || known.aliases?.includes(name) === true);
}

function withClosingFlag(
  { closingFlag }: Command,
  ours: readonly string[],
  rest: readonly string[],
): Pick<SplitLine, 'ours' | 'rest'> {
  const flag = `--${closingFlag ?? ''}`;
  const isGiven = ours.some((word) => word === flag || word.startsWith(`${flag}=`));
  if (closingFlag === undefined || isGiven) return { ours, rest };
  const last = rest.at(-1) ?? '';
  if (rest.length > 1 && last.startsWith(`${flag}=`)) {
    return { ours: [...ours, last], rest: rest.slice(0, -1) };
  }
  if (rest.length > 2 && rest.at(-2) === flag && !last.startsWith('-')) {
    return { ours: [...ours, flag, last], rest: rest.slice(0, -2) };
  }
  return { ours, rest };
}
