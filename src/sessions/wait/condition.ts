import type * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import type { WaitCondition } from '../../protocol/session-methods.ts';
import type { Evidence } from './evidence.ts';
import { type Finder, finderOf } from './pattern.ts';

/** A session at one moment, as conditions look at it. */
export interface Moment {
  readonly evidence: Evidence;
  /** For how long the screen has looked the same. */
  readonly stillMs: number;
  /** The shell shows its prompt and waits. */
  readonly isAtPrompt: boolean;
  readonly hasEnded: boolean;
}

/** Whether a condition holds, and by which text. */
export type Proof =
  | { readonly kind: 'holds'; readonly text: string | null; readonly row: number | null }
  | { readonly kind: 'fails' };

/** Does it hold at this moment? */
export type Condition = (moment: Moment) => Proof;

const fails: Proof = { kind: 'fails' };

/** All parts of a condition, which must hold together. @throws StetError PATTERN_INVALID, PARAMS_INVALID */
export function conditionOf(asked: z.output<typeof WaitCondition>): Condition {
  const { text, regex, gone, stableMs, exit, prompt } = asked;
  if (text === '' && stableMs === 0 && !exit && !prompt) {
    throw new StetError('PARAMS_INVALID', 'Cannot wait for nothing', {
      hint: 'Give a text, or one of --stable, --exit and --prompt',
    });
  }
  const find = text === '' ? undefined : finderOf(text, regex);
  return (moment) => {
    if (exit && !moment.hasEnded) return fails;
    if (prompt && !moment.isAtPrompt) return fails;
    if (moment.stillMs < stableMs) return fails;
    return find === undefined
      ? { kind: 'holds', text: null, row: null }
      : prove(find, moment, gone);
  };
}

function prove(find: Finder, { evidence }: Moment, isGone: boolean): Proof {
  for (const { from, to } of find(evidence.text)) {
    if (isGone) return fails;
    if (!evidence.counts(from, to)) continue;
    return { kind: 'holds', text: evidence.text.slice(from, to), row: evidence.rowOf(from) };
  }
  return isGone ? { kind: 'holds', text: null, row: null } : fails;
}
