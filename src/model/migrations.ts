/** For each old version, the step to the next one. Pure; the file on disk stays as it was. */
export type Migrations = Readonly<Partial<Record<number, (old: unknown) => unknown>>>;

/**
 * Empty until there is a version 2. A new step comes with its file in test/corpus, which holds
 * one checkpoint of every version ever written.
 */
export const migrations: Migrations = {};

/** Brings data from one version to a later one, a step at a time; undefined when a step is missing. */
export function migrate(
  data: unknown,
  { from, to }: { readonly from: number; readonly to: number },
  steps: Migrations = migrations,
): { readonly data: unknown } | undefined {
  let current = data;
  for (let version = from; version < to; version += 1) {
    const step = steps[version];
    if (step === undefined) return undefined;
    current = step(current);
  }
  return { data: current };
}
