import type { Call } from '../../os/call.ts';
import type { SessionParams } from '../../protocol/session-methods.ts';
import type { WaitResult } from '../../protocol/session-answers.ts';
import type { Session } from '../core/session.ts';
import { contentHash } from '../core/screen-hash.ts';
import { type Finding, watch } from '../core/watch.ts';
import { conditionOf, type Moment, type Proof } from './condition.ts';
import { diagnose } from './diagnose.ts';
import { readEvidence } from './evidence.ts';
import { PromptWatch } from './prompt-watch.ts';

interface Hit {
  readonly condition: number | null;
  readonly proof: Proof | undefined;
}

/**
 * Waits until one of several conditions holds. Text that stood on the screen before the last input,
 * and the echo of that input, do not count. Returns at once when the program ends.
 * @throws StetError PATTERN_INVALID
 */
export async function waitFor(
  session: Session,
  { anyOf, timeoutMs }: Pick<SessionParams<'session.wait'>, 'anyOf' | 'timeoutMs'>,
  call: Call,
): Promise<WaitResult> {
  const began = performance.now();
  const conditions = anyOf.map(conditionOf);
  await using prompt = new PromptWatch(session, call.signal);
  if (anyOf.some((condition) => condition.prompt)) prompt.begin();
  const stillness = new Stillness(session);
  let looks = 0;
  const look = (): Finding<Hit> => {
    looks += 1;
    const moment = momentOf(session, { stillMs: stillness.ms(), isAtPrompt: prompt.isReady });
    for (const [condition, holds] of conditions.entries()) {
      const proof = holds(moment);
      if (proof.kind === 'holds') return { kind: 'found', value: { condition, proof } };
    }
    if (session.isFinished) return { kind: 'found', value: { condition: null, proof: undefined } };
    return { kind: 'wait', ...stillness.nextLook(anyOf) };
  };
  const hit = await watch(session, look, { timeoutMs, signal: call.signal });
  const elapsed = Math.round(performance.now() - began);
  return resultOf(session, { hit, elapsed, wasImmediate: looks === 1 }, call);
}

interface Ended {
  readonly hit: Hit | undefined;
  readonly elapsed: number;
  readonly wasImmediate: boolean;
}

async function resultOf(
  session: Session,
  { hit, elapsed, wasImmediate }: Ended,
  call: Call,
): Promise<WaitResult> {
  const proof = hit?.proof?.kind === 'holds' ? hit.proof : undefined;
  const isFound = hit !== undefined && hit.condition !== null;
  return {
    found: isFound,
    condition: hit?.condition ?? null,
    matched_text: proof?.text ?? null,
    row: proof?.row ?? null,
    elapsed_ms: elapsed,
    outcome: outcomeOf(session, hit, wasImmediate),
    ...(session.ending !== undefined && session.isFinished && { exit: session.ending }),
    ...(!isFound && { diagnosis: await diagnose(session, call.now()) }),
  };
}

function outcomeOf(
  session: Session,
  hit: Hit | undefined,
  wasImmediate: boolean,
): WaitResult['outcome'] {
  if (hit === undefined) return 'deadline';
  if (hit.condition === null || session.isFinished) return 'exited';
  return wasImmediate ? 'immediate' : 'changed';
}

function momentOf(session: Session, rest: Pick<Moment, 'stillMs' | 'isAtPrompt'>): Moment {
  return { ...rest, evidence: readEvidence(session), hasEnded: session.isFinished };
}

/** For how long the screen has looked the same. */
class Stillness {
  readonly #session: Session;
  #hash = '';
  #since = performance.now();
  #measured = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  ms(): number {
    const hash = contentHash(this.#session.terminal);
    if (hash !== this.#hash) [this.#hash, this.#since] = [hash, performance.now()];
    this.#measured = performance.now() - this.#since;
    return this.#measured;
  }

  /** When a condition of stillness may hold at the earliest. */
  nextLook(conditions: readonly { readonly stableMs: number }[]): { readonly againInMs?: number } {
    const wanted = conditions.map(({ stableMs }) => stableMs).filter((ms) => ms > 0);
    // By the moment that was judged: time that went by since may have made up what was missing.
    const later = wanted.map((ms) => ms - this.#measured).filter((ms) => ms > 0);
    return later.length === 0 ? {} : { againInMs: Math.min(...later) };
  }
}
