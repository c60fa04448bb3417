import type { MethodName, RequestOf, ResultOf } from '../protocol/methods.ts';

/** How far a long piece of work has come; `total` is 0 while nobody knows. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

export interface CallOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** One way to ask stet: in this process today, over the daemon's socket later. */
export interface Client extends AsyncDisposable {
  /** @throws StetError as the other side threw it */
  call<M extends MethodName>(
    method: M,
    request: RequestOf<M>,
    options: CallOptions,
  ): Promise<ResultOf<M>>;
}
