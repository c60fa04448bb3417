/** Something of xterm's that its public types do not show; undefined when it is not there. */
export function inner(of: unknown, ...path: readonly string[]): unknown {
  let value = of;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    const next: unknown = Reflect.get(value, name);
    value = next;
  }
  return value;
}

/** Calls a method of such a thing and gives its result. */
export function callInner(of: unknown, name: string, ...given: readonly unknown[]): unknown {
  const method = inner(of, name);
  if (typeof method !== 'function') return undefined;
  const result: unknown = Reflect.apply(method, of, given);
  return result;
}
