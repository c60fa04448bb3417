import * as z from 'zod';
import { Override } from './answers.ts';

/** One thing that can be asked of stet: what it takes and what it gives. */
export interface Method<P extends z.ZodType, R extends z.ZodType> {
  readonly summary: string;
  /** `write` changes the store, a host or a session; `read` never does and may be asked again. */
  readonly kind: 'read' | 'write';
  /** The protocol version that brought it. */
  readonly since: number;
  readonly params: P;
  readonly result: R;
}

/** Keeps the exact types of a table's entry. */
export function method<P extends z.ZodType, R extends z.ZodType>(
  entry: Method<P, R>,
): Method<P, R> {
  return entry;
}

/** Settings for this call alone. */
export const overrides = z.array(Override).default([]);
