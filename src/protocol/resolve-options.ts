import { StetError } from '../base/errors.ts';
import { nearestName } from '../base/nearest-name.ts';
import {
  isOptionName,
  type OptionName,
  optionNames,
  options,
  type Options,
  type OptionSpec,
} from './options.ts';

/** One place that settings come from. Later sources win. `detail` names the file, variable or flag. */
export interface OptionSource {
  readonly origin: 'file' | 'environment' | 'flag';
  readonly values: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly detail: string;
  }[];
}

/** Where a setting got its value: `stet config --origin` prints it. */
export interface OptionOrigin {
  readonly origin: 'default' | OptionSource['origin'];
  readonly detail: string;
}

export interface ResolvedOptions {
  readonly values: Options;
  readonly origins: Readonly<Record<OptionName, OptionOrigin>>;
}

/**
 * Settles every setting: defaults, then the sources in the order given.
 * @throws StetError OPTION_INVALID for an unknown name or a value that the table does not allow
 */
export function resolveOptions(sources: readonly OptionSource[]): ResolvedOptions {
  const values: Record<string, unknown> = {};
  const origins: Record<string, OptionOrigin> = {};
  for (const name of optionNames) {
    values[name] = options[name].default;
    origins[name] = { origin: 'default', detail: 'built in' };
  }
  for (const { origin, values: given } of sources) {
    for (const { name, value, detail } of given) {
      if (!isOptionName(name)) throw unknownOption(name, detail);
      values[name] = readOption(name, value, detail);
      origins[name] = { origin, detail };
    }
  }
  if (!isComplete(values) || !hasEveryOrigin(origins))
    throw new Error('Every option has a default');
  return { values, origins };
}

/** Reads one value; text as it comes from a variable or a flag counts for every type. */
export function readOption(name: OptionName, value: unknown, detail: string): unknown {
  const spec: OptionSpec = options[name];
  const read = readers[spec.type](value, spec);
  if (read !== undefined) return read;
  throw new StetError(
    'OPTION_INVALID',
    `Cannot use ${JSON.stringify(value)} for ${name} (${detail}): it takes ${expectation(spec)}`,
  );
}

/** What a setting takes, in words: `a whole number from 1 to 1440 (minutes)`. */
export function expectation(spec: OptionSpec): string {
  switch (spec.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number from ${spec.min} to ${spec.max} (${spec.unit})`;
    case 'choice':
      return `one of ${spec.choices.join(', ')}`;
    case 'text':
      return 'text';
    case 'list':
      return 'a list, or names with commas between them';
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', '1'].map((text) => [text, true] as const),
  ...['false', 'no', 'off', '0'].map((text) => [text, false] as const),
]);

const readers: Readonly<Record<OptionSpec['type'], (value: unknown, spec: OptionSpec) => unknown>> =
  {
    boolean: (value) =>
      typeof value === 'string' ? BOOLEANS.get(value.toLowerCase()) : booleanOf(value),
    integer: (value, spec) => {
      const isNumeric =
        typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
      const number = isNumeric ? Number(value) : Number.NaN;
      if (spec.type !== 'integer' || !isNumeric || !Number.isSafeInteger(number)) return undefined;
      return number >= spec.min && number <= spec.max ? number : undefined;
    },
    choice: (value, spec) =>
      spec.type === 'choice' && typeof value === 'string' && spec.choices.includes(value)
        ? value
        : undefined,
    text: (value) => (typeof value === 'string' ? value : undefined),
    list: (value) => {
      if (typeof value === 'string')
        return value
          .split(',')
          .map((item) => item.trim())
          .filter(Boolean);
      const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
      return isList ? value : undefined;
    },
  };

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function unknownOption(name: string, detail: string): StetError {
  const nearest = nearestName(name, optionNames);
  return new StetError(
    'OPTION_INVALID',
    `Cannot find a setting called "${name}" (${detail})`,
    nearest === undefined ? {} : { hint: `Did you mean "${nearest}"?` },
  );
}

function isComplete(values: Record<string, unknown>): values is Record<string, unknown> & Options {
  return optionNames.every((name) => values[name] !== undefined);
}

function hasEveryOrigin(
  origins: Record<string, OptionOrigin>,
): origins is Record<string, OptionOrigin> & Record<OptionName, OptionOrigin> {
  return optionNames.every((name) => origins[name] !== undefined);
}
