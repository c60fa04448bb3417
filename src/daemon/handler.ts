import type { EngineContext } from '../engine/context.ts';
import type { Call } from '../os/call.ts';
import type { MethodName, ParamsOf, ResultOf } from '../protocol/methods.ts';
import type { ResolvedOptions } from '../protocol/resolve-options.ts';

/** What a handler works with: the engine under the settings of this one call. */
export interface HandlerContext extends EngineContext {
  readonly resolved: ResolvedOptions;
  readonly configFile: string;
}

/** Answers one method. Its parameters are checked already. */
export type Handler<M extends MethodName> = (
  params: ParamsOf<M>,
  context: HandlerContext,
  call: Call,
) => Promise<ResultOf<M>>;

/** A handler for every method of the table. */
export type Handlers<M extends MethodName = MethodName> = { readonly [N in M]: Handler<N> };
