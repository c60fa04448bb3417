import type { EngineContext } from '../engine/context.ts';
import type { Call } from '../os/call.ts';
import type { MethodName, ParamsOf, ResultOf } from '../protocol/methods.ts';
import type { ResolvedOptions } from '../protocol/resolve-options.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** What a handler works with: the engine under the settings of this one call. */
export interface HandlerContext extends EngineContext {
  readonly resolved: ResolvedOptions;
  readonly configFile: string;
  readonly sessions?: Sessions;
  /** Ends the daemon once this answer is out; without `keepSessions` the sessions as well. */
  readonly stopDaemon?: (options: { readonly keepSessions: boolean }) => Promise<void>;
}

/** Answers one method. Its parameters are checked already. */
export type Handler<M extends MethodName> = (
  params: ParamsOf<M>,
  context: HandlerContext,
  call: Call,
) => Promise<ResultOf<M>>;

/** A handler for every method of the table. */
export type Handlers<M extends MethodName = MethodName> = { readonly [N in M]: Handler<N> };
