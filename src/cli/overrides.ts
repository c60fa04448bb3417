import type { Override } from '../protocol/answers.ts';
import { aliasOf, flagOf, optionNames, options, variableOf } from '../protocol/options.ts';

/**
 * Settings from the environment: a `STET_*` variable that the table does not know is not ours. One
 * of ours counts more than that of another program.
 */
export function overridesFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): readonly Override[] {
  return optionNames.flatMap((name): readonly Override[] => {
    const variables = [variableOf(name), aliasOf(name) ?? variableOf(name)];
    const detail = variables.find((variable) => env[variable] !== undefined);
    const value = detail === undefined ? undefined : env[detail];
    if (detail === undefined || value === undefined) return [];
    return [{ name, value, origin: 'environment', detail }];
  });
}

/** Settings from flags. Of several the last counts; lists add up. */
export function overridesFromFlags(
  valuesOf: (flag: string) => readonly string[],
): readonly Override[] {
  return optionNames.flatMap((name): readonly Override[] => {
    const flag = flagOf(name);
    const given = valuesOf(flag);
    const last = given.at(-1);
    if (last === undefined) return [];
    const value = options[name].type === 'list' ? given.join(',') : last;
    const isNegated = options[name].type === 'boolean' && value === 'false';
    return [{ name, value, origin: 'flag', detail: `--${isNegated ? 'no-' : ''}${flag}` }];
  });
}
