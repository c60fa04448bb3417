import { StetError } from '../base/errors.ts';
import type { Command, Given } from './command.ts';
import { flagsOf } from './flags.ts';
import { overridesFromEnvironment, overridesFromFlags } from './overrides.ts';
import { readFlags, tokensOf } from './read-flags.ts';
import { usageOf } from './usage.ts';
import { unknownName, usageError } from './usage-error.ts';

/** What the command line asks for. */
export type Asked =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly word: string | undefined }
  | { readonly kind: 'run'; readonly command: Command; readonly given: Given };

/**
 * Reads the words after "stet". `--help` and `--version` win over everything else.
 * @throws StetError USAGE
 */
export function readCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  env: Readonly<Record<string, string | undefined>>,
): Asked {
  const verbatim = readVerbatim(argv, commands);
  if (verbatim !== undefined) return verbatim;
  const tokens = tokensOf(argv, commands.flatMap(flagsOf));
  const flags = tokens.filter((token) => token.kind === 'option');
  const [first, ...rest] = tokens.filter((token) => token.kind === 'positional');
  const isAskedFor = (name: string): boolean => flags.some((token) => token.name === name);
  if (isAskedFor('help') || argv.length === 0) return { kind: 'help', word: first?.value };
  if (isAskedFor('version')) return { kind: 'version' };

  const command = findCommand(first?.value, commands);
  const values = readFlags(command, flags);
  const valuesOf = (flag: string): readonly string[] => values.get(flag) ?? [];
  const given = {
    words: checkWords(
      command,
      rest.map(({ value }) => value),
    ),
    values: valuesOf,
    isSet: (flag: string) => valuesOf(flag).at(-1) === 'true',
    overrides: [...overridesFromEnvironment(env), ...overridesFromFlags(valuesOf)],
    typed: argv.filter((_, at) => at !== first?.index),
  };
  return { kind: 'run', command, given };
}

/** For a command that passes its words on: they are somebody else's, except a lonely --help. */
function readVerbatim(
  [name, ...words]: readonly string[],
  commands: readonly Command[],
): Asked | undefined {
  const command = commands.find((known) => known.name === name && known.takesRest === true);
  if (command === undefined || words.length === 0) return undefined;
  if (words[0] === '--help' || words[0] === '-h') return { kind: 'help', word: name };
  const given = {
    words: words[0] === '--' ? words.slice(1) : words,
    values: () => [],
    isSet: () => false,
    overrides: [],
    typed: words,
  };
  return { kind: 'run', command, given };
}

/** @throws StetError USAGE with the nearest command's name */
export function findCommand(name: string | undefined, commands: readonly Command[]): Command {
  const command = commands.find((known) => known.name === name);
  if (command !== undefined) return command;
  if (name === undefined) throw usageError('Cannot tell what to do: no command given');
  const names = commands.map((known) => known.name);
  const fallback = 'Run "stet --help" to see the commands';
  throw unknownName(`Cannot find a command ${JSON.stringify(name)}`, name, names, fallback);
}

function checkWords(command: Command, words: readonly string[]): readonly string[] {
  const missing = command.arguments.find(({ isRequired }, at) => isRequired && at >= words.length);
  const hint = `Write "${usageOf(command)}"`;
  if (missing !== undefined) {
    throw usageError(`Cannot ${command.name}: ${missing.name} is missing`, hint);
  }
  const empty = command.arguments.find((_, at) => words[at] === '');
  if (empty !== undefined) {
    // the protocol takes no name for "the default one"; an empty shell variable must not mean it
    throw new StetError('NAME_INVALID', `Cannot ${command.name}: ${empty.name} is empty`);
  }
  const extra = words[command.arguments.length];
  if (extra === undefined) return words;
  throw usageError(
    `Cannot use ${JSON.stringify(extra)}: "stet ${command.name}" takes no further word`,
    `${hint}, with quotes around a name that has spaces`,
  );
}
