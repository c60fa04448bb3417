import type * as z from 'zod';

/** A setting that was saved as JSON; undefined when it is absent or not what it should be. */
export function parseSetting<S extends z.ZodType>(
  text: string | undefined,
  schema: S,
): z.output<S> | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
