import { BugError, type ErrorCode, errorCodes, StetError } from '../base/errors.ts';
import type { Paint } from './text/page.ts';
import { printable } from './text/printable.ts';

/** A failure as it is reported: with an exit code, for programs and for people. */
export interface Failure {
  readonly exitCode: number;
  /** The one JSON object on stderr under --json. */
  readonly data: {
    readonly code: ErrorCode | 'BUG';
    readonly message: string;
    readonly suggestion: string;
    readonly log: readonly string[];
  };
}

/** What to say about anything thrown. `signal` tells whether somebody had called it off. */
export function failureFrom(thrown: unknown, signal: AbortSignal): Failure {
  const known = expectedFailure(thrown, signal);
  if (known === undefined) return bug(thrown);
  const { code, message, hint, log } = known;
  return { exitCode: errorCodes[code].exit, data: { code, message, suggestion: hint, log } };
}

/** A failure for people: what happened, the way out and what was tried; a bug with its stack. */
export function failureLines({ data }: Failure, paint: Paint): readonly string[] {
  const { code, message, suggestion, log } = data;
  const isBug = code === 'BUG';
  const first = `${paint('red', 'stet:')} ${printable(message)}`;
  const hint = `  ${printable(suggestion)}`;
  const tried = log.map((line) => paint('dim', `  ${isBug ? '' : 'tried: '}${printable(line)}`));
  return isBug ? [first, ...tried, hint] : [first, hint, ...tried];
}

function expectedFailure(thrown: unknown, signal: AbortSignal): StetError | undefined {
  if (thrown instanceof StetError) return thrown;
  if (thrown instanceof BugError) return undefined;
  if (signal.aborted && signal.reason instanceof StetError) return signal.reason;
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'TimeoutError') return new StetError('TIMED_OUT', 'Cannot finish in time');
  if (name === 'AbortError') return new StetError('CANCELLED', 'Cancelled');
  return undefined;
}

function bug(thrown: unknown): Failure {
  const [message, stack] =
    thrown instanceof Error ? [thrown.message, thrown.stack ?? ''] : [String(thrown), ''];
  const log = stack.split('\n').map((line) => line.trim());
  const suggestion = 'This is a bug in stet; please report it with the lines above';
  return { exitCode: 1, data: { code: 'BUG', message, suggestion, log } };
}
