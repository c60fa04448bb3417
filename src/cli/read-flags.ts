import { parseArgs } from 'node:util';
import type { Command, Flag } from './command.ts';
import { everyOptionFlag, flagsOf } from './flags.ts';
import { unknownName, usageError } from './usage-error.ts';

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/** A flag as it stands on the command line. */
export type FlagToken = Extract<Token, { kind: 'option' }>;

/** Splits words into flags and the rest; which flags take a value is known from `flags`. */
export function tokensOf(argv: readonly string[], flags: readonly Flag[]): readonly Token[] {
  const options: Record<string, ReturnType<typeof parserEntry>> = {};
  // A flag of several commands is one to the parser: one of them may be alone in having a short form.
  for (const flag of flags) options[flag.name] = { ...options[flag.name], ...parserEntry(flag) };
  const settings = { strict: false, allowPositionals: true, tokens: true } as const;
  return parseArgs({ args: [...argv], options, ...settings }).tokens;
}

/**
 * The values of each flag; the switch `--no-x` counts as the value "false" of `--x`.
 * @throws StetError USAGE
 */
export function readFlags(
  command: Command,
  tokens: readonly FlagToken[],
): ReadonlyMap<string, readonly string[]> {
  const known = new Map(flagsOf(command).map((flag) => [flag.name, flag]));
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    const flag = known.get(token.name);
    if (flag === undefined) throw unknownFlag(command, token, [...known.keys()]);
    const isNegated = flag.value === undefined && flag.name.startsWith('no-');
    const name = isNegated ? flag.name.slice('no-'.length) : flag.name;
    const value = flag.value === undefined ? readSwitch(token, isNegated) : readValue(token, flag);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

function parserEntry({ short, value }: Flag): { type: 'boolean' | 'string'; short?: string } {
  const type = value === undefined ? 'boolean' : 'string';
  return short === undefined ? { type } : { type, short };
}

function readSwitch({ rawName, value }: FlagToken, isNegated: boolean): string {
  if (value === undefined) return String(!isNegated);
  throw usageError(`Cannot use ${JSON.stringify(value)}: ${rawName} takes no value`);
}

function readValue({ rawName, value, inlineValue }: FlagToken, flag: Flag): string {
  // a setting's value is judged by protocol/resolve-options.ts, wherever it comes from
  const isSetting = everyOptionFlag.includes(flag);
  if (value === undefined || (value === '' && !isSetting)) {
    const hint = `Write ${rawName}=${flag.value ?? ''}`;
    throw usageError(`Cannot use ${rawName} without a value`, hint);
  }
  if (!inlineValue && /^-\D/.test(value)) {
    const message = `Cannot tell whether ${JSON.stringify(value)} is the value of ${rawName}`;
    throw usageError(message, `Write ${rawName}=${value} if it is`);
  }
  const { choices = [value] } = flag;
  if (!isSetting && !choices.includes(value)) {
    const message = `Cannot use ${JSON.stringify(value)} for ${rawName}`;
    throw usageError(message, `It takes one of ${choices.join(', ')}`);
  }
  return value;
}

function unknownFlag(command: Command, token: FlagToken, known: readonly string[]): Error {
  const name = JSON.stringify(token.rawName);
  const spellings = known.map((flag) => `--${flag}`);
  return unknownName(
    `Cannot find a flag ${name} of "stet ${command.name}"`,
    token.rawName,
    spellings,
    `Run "stet ${command.name} --help" to see its flags`,
  );
}
