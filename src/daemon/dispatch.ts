import type * as z from 'zod';
import { StetError } from '../base/errors.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Call } from '../os/call.ts';
import type { Override } from '../protocol/answers.ts';
import { type MethodName, methods, type ResultOf } from '../protocol/methods.ts';
import { resolveOptions, type ResolvedOptions } from '../protocol/resolve-options.ts';
import { checkpointHandlers } from './checkpoint-handlers.ts';
import { exchangeHandlers } from './exchange-handlers.ts';
import type { HandlerContext } from './handler.ts';
import { hostHandlers } from './host-handlers.ts';
import { readConfig } from './read-config.ts';
import { systemHandlers } from './system-handlers.ts';
import { workspaceHandlers } from './workspace-handlers.ts';

/** What the handlers share, whoever asks. */
export interface DispatcherSetup extends Omit<EngineContext, 'options'> {
  readonly configFile: string;
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
      endpoints[method](request, setup, call),
  };
}

type Endpoint<R> = (request: unknown, setup: DispatcherSetup, call: IncomingCall) => Promise<R>;

const endpoints: { readonly [M in MethodName]: Endpoint<ResultOf<M>> } = {
  'workspace.save': endpoint(
    'workspace.save',
    methods['workspace.save'].params,
    workspaceHandlers['workspace.save'],
  ),
  'workspace.restore': endpoint(
    'workspace.restore',
    methods['workspace.restore'].params,
    workspaceHandlers['workspace.restore'],
  ),
  'workspace.list': endpoint(
    'workspace.list',
    methods['workspace.list'].params,
    workspaceHandlers['workspace.list'],
  ),
  'workspace.log': endpoint(
    'workspace.log',
    methods['workspace.log'].params,
    workspaceHandlers['workspace.log'],
  ),
  'workspace.rename': endpoint(
    'workspace.rename',
    methods['workspace.rename'].params,
    workspaceHandlers['workspace.rename'],
  ),
  'workspace.delete': endpoint(
    'workspace.delete',
    methods['workspace.delete'].params,
    workspaceHandlers['workspace.delete'],
  ),
  'workspace.export': endpoint(
    'workspace.export',
    methods['workspace.export'].params,
    exchangeHandlers['workspace.export'],
  ),
  'workspace.import': endpoint(
    'workspace.import',
    methods['workspace.import'].params,
    exchangeHandlers['workspace.import'],
  ),
  'workspace.prune': endpoint(
    'workspace.prune',
    methods['workspace.prune'].params,
    exchangeHandlers['workspace.prune'],
  ),
  'checkpoint.show': endpoint(
    'checkpoint.show',
    methods['checkpoint.show'].params,
    checkpointHandlers['checkpoint.show'],
  ),
  'checkpoint.diff': endpoint(
    'checkpoint.diff',
    methods['checkpoint.diff'].params,
    checkpointHandlers['checkpoint.diff'],
  ),
  'restore.undo': endpoint(
    'restore.undo',
    methods['restore.undo'].params,
    workspaceHandlers['restore.undo'],
  ),
  'system.status': endpoint(
    'system.status',
    methods['system.status'].params,
    systemHandlers['system.status'],
  ),
  'host.tabs': endpoint('host.tabs', methods['host.tabs'].params, hostHandlers['host.tabs']),
  'host.enter': endpoint('host.enter', methods['host.enter'].params, hostHandlers['host.enter']),
  'config.show': endpoint(
    'config.show',
    methods['config.show'].params,
    systemHandlers['config.show'],
  ),
};

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

type Overridable = z.ZodType<{ readonly overrides: readonly Override[] }>;

/** Joins a method's schema with its handler; from here on the parameters are what the table says. */
function endpoint<P extends Overridable, R>(
  name: MethodName,
  schema: P,
  handler: (params: z.output<P>, context: HandlerContext, call: Call) => Promise<R>,
): Endpoint<R> {
  return async (request, setup, call) => {
    const parsed = schema.safeParse(request);
    if (!parsed.success) throw invalidParams(name, parsed.error);
    const resolved = await settle(setup.configFile, parsed.data.overrides);
    const { values } = resolved;
    const patient = { ...call, patienceMs: values.host_timeout_ms };
    return handler(parsed.data, { ...setup, resolved, options: values }, patient);
  };
}

function invalidParams(method: MethodName, { issues: [issue] }: z.ZodError): StetError {
  const where = issue?.path.join('.') ?? '';
  return new StetError(
    'PARAMS_INVALID',
    `Cannot call ${method}: ${where}: ${issue?.message ?? 'invalid'}`,
  );
}
