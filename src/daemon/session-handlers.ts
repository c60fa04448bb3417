import { StetError } from '../base/errors.ts';
import type { SessionMethodName } from '../protocol/session-methods.ts';
import type { SessionOperations } from '../sessions/sessions.ts';
import type { HandlerContext, Handlers } from './handler.ts';

/** Answers what concerns one session, or where sessions live. */
export const sessionHandlers: Handlers<SessionMethodName | 'daemon.stop'> = {
  'session.spawn': async (params, context, call) =>
    operations(context)['session.spawn'](
      {
        retainBytes: context.resolved.values.retain_bytes,
        engine: context.resolved.values.engine,
        ...params,
      },
      call,
    ),
  // Where no daemon runs, no session does.
  'session.list': async (params, context, call) =>
    context.sessions?.operations['session.list'](params, call) ?? { sessions: [] },
  'session.status': async (params, context, call) =>
    operations(context)['session.status'](params, call),
  'session.snapshot': async (params, context, call) =>
    operations(context)['session.snapshot'](params, call),
  'session.type': async (params, context, call) =>
    operations(context)['session.type'](params, call),
  'session.key': async (params, context, call) => operations(context)['session.key'](params, call),
  'session.paste': async (params, context, call) =>
    operations(context)['session.paste'](params, call),
  'session.submit': async (params, context, call) =>
    operations(context)['session.submit'](params, call),
  'session.click': async (params, context, call) =>
    operations(context)['session.click'](params, call),
  'session.scroll': async (params, context, call) =>
    operations(context)['session.scroll'](params, call),
  'session.resize': async (params, context, call) =>
    operations(context)['session.resize'](params, call),
  'session.wait': async (params, context, call) =>
    operations(context)['session.wait'](params, call),
  'session.output': async (params, context, call) =>
    operations(context)['session.output'](params, call),
  'session.exec': async (params, context, call) =>
    operations(context)['session.exec'](params, call),
  'session.kill': async (params, context, call) =>
    operations(context)['session.kill'](params, call),
  'session.record': async (params, context, call) =>
    operations(context)['session.record'](params, call),
  'daemon.stop': async ({ keepSessions }, { stopDaemon, sessions }) => {
    if (stopDaemon === undefined) return { stopped: false, sessions: 0 };
    const running = sessions?.running ?? 0;
    await stopDaemon({ keepSessions });
    return { stopped: true, sessions: running };
  },
};

function operations({ sessions }: HandlerContext): SessionOperations {
  if (sessions === undefined) throw needsDaemon();
  return sessions.operations;
}

function needsDaemon(): StetError {
  return new StetError('DAEMON_NEEDED', 'Cannot reach sessions without the daemon');
}
