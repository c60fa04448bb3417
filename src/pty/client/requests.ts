import { type ErrorCode, errorCodes, StetError } from '../../base/errors.ts';
import type { HolderFrame } from '../wire/holder-frames.ts';

/** What came back for a request, before the frame that ended it. */
export interface Answer {
  readonly result: number;
  readonly parts: readonly Part[];
}

type Part = Extract<HolderFrame, { readonly kind: 'held' | 'noted' }>;

interface Pending {
  readonly parts: Part[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** The requests that wait for an answer. */
export class Requests {
  readonly #pending = new Map<number, Pending>();
  #last = 0;
  #isLost = false;

  /** Sends a request under a new number. @throws StetError as the holder says, DAEMON_UNREACHABLE */
  async ask(send: (request: number) => void): Promise<Answer> {
    this.#last += 1;
    const request = this.#last;
    return new Promise((resolve, reject) => {
      if (this.#isLost) return reject(lostHolder());
      this.#pending.set(request, { parts: [], resolve, reject });
      send(request);
    });
  }

  /** Takes a frame that belongs to a request. */
  take(frame: Extract<HolderFrame, { readonly request: number }>): void {
    const pending = this.#pending.get(frame.request);
    if (pending === undefined) return;
    if (frame.kind === 'held' || frame.kind === 'noted') {
      pending.parts.push(frame);
      return;
    }
    this.#pending.delete(frame.request);
    if (frame.kind === 'done') pending.resolve({ result: frame.result, parts: pending.parts });
    else pending.reject(failureOf(frame));
  }

  /** Nothing will be answered any more. */
  fail(): void {
    this.#isLost = true;
    for (const { reject } of this.#pending.values()) reject(lostHolder());
    this.#pending.clear();
  }
}

function failureOf({
  code,
  message,
  hint,
}: {
  code: string;
  message: string;
  hint: string;
}): Error {
  return isErrorCode(code) ? new StetError(code, message, { hint }) : new Error(message);
}

function isErrorCode(code: string): code is ErrorCode {
  return code in errorCodes;
}

function lostHolder(): StetError {
  return new StetError('DAEMON_UNREACHABLE', 'Lost the connection to the holder of terminals', {
    hint: 'Run the command again; what it holds is found again',
  });
}
