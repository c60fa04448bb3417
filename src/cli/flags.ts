import {
  flagOf,
  optionNames,
  options,
  type OptionName,
  type OptionSpec,
} from '../protocol/options.ts';
import { expectation } from '../protocol/resolve-options.ts';
import type { Command, Flag } from './command.ts';

/** The flags that every command takes. */
export const globalFlags: readonly Flag[] = [
  { name: 'json', text: 'Print data, and errors on stderr, as JSON' },
  {
    name: 'colour',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    text: 'Colours: auto (on a terminal, minding NO_COLOR and CLICOLOR_FORCE), always or never',
  },
  { name: 'no-daemon', text: 'Do everything in this process, without the daemon' },
  { name: 'help', short: 'h', text: 'Show the help of a command' },
  { name: 'version', short: 'V', text: 'Show the version' },
];

/** The flags of a setting: one with a value, or `--x` and `--no-x` for a boolean. */
export function optionFlags(name: OptionName): readonly Flag[] {
  const spec: OptionSpec = options[name];
  const flag = flagOf(name);
  if (spec.type === 'boolean') {
    return [
      { name: flag, text: spec.text },
      { name: `no-${flag}`, text: `Not: ${lowerFirst(spec.text)}` },
    ];
  }
  const choices = spec.type === 'choice' ? { choices: spec.choices } : {};
  return [{ name: flag, value: placeholderOf(spec), text: spec.text, ...choices }];
}

/** Every flag of every setting, for the parser and the completions. */
export const everyOptionFlag: readonly Flag[] = optionNames.flatMap(optionFlags);

/** All that may follow a command's name; its own flags come before settings of the same name. */
export function flagsOf(command: Command): readonly Flag[] {
  const own = new Set(command.flags.map(({ name }) => name));
  const settings = everyOptionFlag.filter(({ name }) => !own.has(name));
  return [...command.flags, ...globalFlags, ...settings];
}

/** What a setting takes and what it is by itself: "one of full, recent, none; default: recent". */
export function describeOption(name: OptionName): string {
  const spec: OptionSpec = options[name];
  return `${expectation(spec)}; default: ${defaultOf(name)}`;
}

/** The default of a setting in words; "none" for an empty list. */
export function defaultOf(name: OptionName): string {
  const spec: OptionSpec = options[name];
  if (spec.type !== 'list') return String(spec.default);
  return spec.default.length === 0 ? 'none' : spec.default.join(', ');
}

function placeholderOf(spec: OptionSpec): string {
  if (spec.type === 'integer') return spec.unit === 'milliseconds' ? 'MS' : 'N';
  if (spec.type === 'choice') return spec.choices.join('|');
  return spec.type === 'list' ? 'A,B,...' : 'TEXT';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
