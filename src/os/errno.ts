/** The code of a failed system call ("ENOENT"), or undefined for any other failure. */
export function errnoOf(failure: unknown): string | undefined {
  if (!(failure instanceof Error) || !('code' in failure)) return undefined;
  return typeof failure.code === 'string' ? failure.code : undefined;
}

/** Answers a system call that failed in an expected way with undefined; for `.catch(...)`. */
export function ignore(...codes: readonly string[]): (failure: unknown) => undefined {
  return (failure) => {
    if (!codes.includes(errnoOf(failure) ?? '')) throw failure;
    return undefined;
  };
}
