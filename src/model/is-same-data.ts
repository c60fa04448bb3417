/** Whether two values have the same canonical JSON, told without writing it. */
export function isSameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((entry, at) => isSameData(entry, b[at]));
  }
  const [own, others] = [definedEntries(a), new Map(definedEntries(b))];
  return (
    own.length === others.size &&
    own.every(([key, entry]) => others.has(key) && isSameData(entry, others.get(key)))
  );
}

function definedEntries(table: object): [string, unknown][] {
  return Object.entries(table).filter(([, entry]) => entry !== undefined);
}
