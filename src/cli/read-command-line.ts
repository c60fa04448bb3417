import { StetError } from '../base/errors.ts';
import type { Command, Given } from './command.ts';
import { overridesFromEnvironment, overridesFromFlags } from './overrides.ts';
import { flagsOf } from './flags.ts';
import { readFlags, tokensOf } from './read-flags.ts';
import { commandNamed, splitCommandLine } from './split-command-line.ts';
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
  const { ours, rest } = splitCommandLine(argv, commands);
  const tokens = tokensOf(ours, commands.flatMap(flagsOf));
  const flags = tokens.filter((token) => token.kind === 'option');
  const [first, ...words] = tokens.filter((token) => token.kind === 'positional');
  const isAskedFor = (name: string): boolean => flags.some((token) => token.name === name);
  if (isAskedFor('help') || argv.length === 0) return { kind: 'help', word: first?.value };
  if (isAskedFor('version')) return { kind: 'version' };

  const command = findCommand(first?.value, commands);
  const values = readFlags(command, flags);
  const valuesOf = (flag: string): readonly string[] => values.get(flag) ?? [];
  const isOurs = (flag: string): boolean => command.flags.some(({ name }) => name === flag);
  const given = {
    words: checkWords(command, [...words.map(({ value }) => value), ...rest]),
    values: valuesOf,
    isSet: (flag: string) => valuesOf(flag).at(-1) === 'true',
    overrides: [
      ...overridesFromEnvironment(env),
      ...overridesFromFlags((flag) => (isOurs(flag) ? [] : valuesOf(flag))),
    ],
    typed: argv.filter((_, at) => at !== first?.index),
  };
  return { kind: 'run', command, given };
}

/** @throws StetError USAGE with the nearest command's name */
export function findCommand(name: string | undefined, commands: readonly Command[]): Command {
  const command = commandNamed(name, commands);
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
  const empty = command.arguments.find(
    ({ mayBeEmpty }, at) => words[at] === '' && mayBeEmpty !== true,
  );
  if (empty !== undefined) {
    // the protocol takes no name for "the default one"; an empty shell variable must not mean it
    throw new StetError('NAME_INVALID', `Cannot ${command.name}: ${empty.name} is empty`);
  }
  const isOpen = command.arguments.at(-1)?.isRepeatable === true;
  const extra = isOpen ? undefined : words[command.arguments.length];
  if (extra === undefined) return words;
  throw usageError(
    `Cannot use ${JSON.stringify(extra)}: "stet ${command.name}" takes no further word`,
    `${hint}, with quotes around a name that has spaces`,
  );
}
