import type { Override } from '../protocol/answers.ts';
import { type ResolvedOptions, resolveOptions } from '../protocol/resolve-options.ts';
import { readConfig } from './read-config.ts';

/**
 * The settings of one call: defaults, then the file, then the caller's environment, then its flags.
 * @throws StetError CONFIG_INVALID, OPTION_INVALID
 */
export async function settle(
  file: string,
  overrides: readonly Override[],
): Promise<ResolvedOptions> {
  const of = (wanted: Override['origin']): readonly Override[] =>
    overrides.filter(({ origin }) => origin === wanted);
  return resolveOptions([
    await readConfig(file),
    { origin: 'environment', values: of('environment') },
    { origin: 'flag', values: of('flag') },
  ]);
}
