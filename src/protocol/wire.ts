import { BugError, type ErrorCode, errorCodes, StetError } from '../base/errors.ts';

/** The newest protocol that this stet speaks; a method says which one brought it (`since`). */
export const PROTOCOL = 1;

/** The oldest protocol of a command that a daemon of this stet still serves. */
export const OLDEST_PROTOCOL = 1;

/** The header in which both sides name their protocol. A request without it is served. */
export const PROTOCOL_HEADER = 'stet-protocol';

/** The header in which both sides name their version, for messages. */
export const VERSION_HEADER = 'stet-version';

/** The media type of answers in several lines, each of them JSON. */
export const LINES = 'application/x-ndjson';

export const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/** What `GET /v1/ping` answers. */
export interface Greeting {
  readonly version: string;
  readonly protocol: number;
  readonly oldestProtocol: number;
  readonly pid: number;
  readonly sessions: number;
}

/** A failure as it crosses the socket, and as `--json` prints it. */
export interface FailureBody {
  readonly code: string;
  readonly message: string;
  readonly suggestion: string;
  readonly log: readonly string[];
  readonly exit: number;
}

/** A line of an answer in lines. The last one is a result or an error. */
export type AnswerLine =
  | { readonly progress: { readonly step: string; readonly done: number; readonly total: number } }
  | { readonly output: string }
  | { readonly result: unknown }
  | { readonly error: FailureBody };

/** Everything that a failure says, for the other side. */
export function failureBody(failure: unknown): FailureBody {
  if (failure instanceof StetError) {
    const { code, message, hint: suggestion, log } = failure;
    return { code, message, suggestion, log, exit: errorCodes[code].exit };
  }
  const [message, stack] =
    failure instanceof Error ? [failure.message, failure.stack ?? ''] : [String(failure), ''];
  const log = stack.split('\n').map((line) => line.trim());
  return { code: BUG, message, suggestion: BUG_HINT, log, exit: 1 };
}

/** The failure behind a body that the other side sent; a bug over there is a bug here. */
export function failureFromBody(body: unknown): Error {
  const { code, message, suggestion, log } = readFailureBody(body);
  if (code === BUG) return bugWith(message, log);
  if (isErrorCode(code)) return new StetError(code, message, { hint: suggestion, log });
  return new StetError('DAEMON_VERSION', `${code}: ${message}`, { hint: suggestion, log });
}

const BUG = 'BUG';
const BUG_HINT = 'This is a bug in stet; please report it with the lines above';

function bugWith(message: string, log: readonly string[]): BugError {
  const bug = new BugError(message);
  bug.stack = log.join('\n');
  return bug;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

function readFailureBody(body: unknown): Omit<FailureBody, 'exit'> {
  const given: Readonly<Record<string, unknown>> = isRecord(body) ? body : {};
  const { code, message, suggestion, log } = given;
  const isWhole =
    typeof code === 'string' && typeof message === 'string' && typeof suggestion === 'string';
  if (!isWhole) {
    return {
      code: 'DAEMON_UNREACHABLE',
      message: `Cannot read the daemon's answer: ${JSON.stringify(body).slice(0, 200)}`,
      suggestion: errorCodes.DAEMON_UNREACHABLE.hint,
      log: [],
    };
  }
  const lines = Array.isArray(log) ? log.filter((line) => typeof line === 'string') : [];
  return { code, message, suggestion, log: lines };
}

/** Whether JSON is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
