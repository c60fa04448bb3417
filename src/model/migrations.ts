/** For each old version, the step to the next one. Pure; the file on disk stays as it was. */
export type Migrations = Readonly<Partial<Record<number, (old: unknown) => unknown>>>;

/**
 * Empty until there is a version 2. A new step comes with its file in test/corpus, which holds
 * one checkpoint of every version ever written.
 */
export const migrations: Migrations = {};
