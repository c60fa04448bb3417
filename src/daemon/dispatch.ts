import type * as z from 'zod';
import { StetError } from '../base/errors.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Call } from '../os/call.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Override } from '../protocol/answers.ts';
import { type MethodName, methodTable, type ResultOf } from '../protocol/methods.ts';
import { resolveOptions, type ResolvedOptions } from '../protocol/resolve-options.ts';
import { agentHandlers } from './agent-handlers.ts';
import { checkpointHandlers } from './checkpoint-handlers.ts';
import { exchangeHandlers } from './exchange-handlers.ts';
import type { Handlers } from './handler.ts';
import { hostHandlers } from './host-handlers.ts';
import { readConfig } from './read-config.ts';
import { sessionHandlers } from './session-handlers.ts';
import { systemHandlers } from './system-handlers.ts';
import { workspaceHandlers } from './workspace-handlers.ts';

/** What the handlers share, whoever asks. */
export interface DispatcherSetup extends Omit<EngineContext, 'options'> {
  readonly configFile: string;
  /** Absent where no daemon runs: sessions cannot live in a command. */
  readonly sessions?: Sessions;
  /** Ends the daemon once this answer is out; without `keepSessions` the sessions as well. */
  readonly stopDaemon?: (options: { readonly keepSessions: boolean }) => Promise<void>;
}

/** A call before its settings are known. */
export type IncomingCall = Omit<Call, 'patienceMs'>;

/** Answers requests, wherever they come from. */
export interface Dispatcher {
  /**
   * Checks a request against the method table, settles the settings for it, and answers it.
   * @throws StetError PARAMS_INVALID, CONFIG_INVALID, OPTION_INVALID, or what the method throws
   */
  dispatch<M extends MethodName>(
    method: M,
    request: unknown,
    call: IncomingCall,
  ): Promise<ResultOf<M>>;
}

export function createDispatcher(setup: DispatcherSetup): Dispatcher {
  return {
    dispatch: async <M extends MethodName>(method: M, request: unknown, call: IncomingCall) =>
      answer(method, request, { setup, call }),
  };
}

const handlers: Handlers = {
  ...workspaceHandlers,
  ...checkpointHandlers,
  ...systemHandlers,
  ...exchangeHandlers,
  ...hostHandlers,
  ...sessionHandlers,
  ...agentHandlers,
};

async function answer<M extends MethodName>(
  method: M,
  request: unknown,
  { setup, call }: { readonly setup: DispatcherSetup; readonly call: IncomingCall },
): Promise<ResultOf<M>> {
  const parsed = methodTable[method].params.safeParse(request);
  if (!parsed.success) throw invalidParams(method, parsed.error);
  const params = parsed.data;
  const resolved = await settle(setup.configFile, params.overrides);
  const { values } = resolved;
  const patient = { ...call, patienceMs: values.host_timeout_ms };
  return handlers[method](params, { ...setup, resolved, options: values }, patient);
}

/** Defaults, then the file, then the caller's environment, then its flags. */
async function settle(file: string, overrides: readonly Override[]): Promise<ResolvedOptions> {
  const of = (wanted: Override['origin']): readonly Override[] =>
    overrides.filter(({ origin }) => origin === wanted);
  return resolveOptions([
    await readConfig(file),
    { origin: 'environment', values: of('environment') },
    { origin: 'flag', values: of('flag') },
  ]);
}

function invalidParams(method: MethodName, { issues: [issue] }: z.ZodError): StetError {
  const where = issue?.path.join('.') ?? '';
  return new StetError(
    'PARAMS_INVALID',
    `Cannot call ${method}: ${where}: ${issue?.message ?? 'invalid'}`,
  );
}
