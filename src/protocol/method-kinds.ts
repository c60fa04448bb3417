import type { MethodName } from './methods.ts';

/** Whether something is a method, for clients that load no schemas. */
export function isKnownMethod(name: string): name is MethodName {
  return Object.hasOwn(methodKinds, name);
}

/**
 * Which methods only read, for clients that load no schemas: what only reads may be asked again
 * when an answer was lost. A test holds this against the table of methods.
 */
export const methodKinds: Readonly<Record<MethodName, 'read' | 'write'>> = {
  'session.spawn': 'write',
  'session.list': 'read',
  'session.status': 'read',
  'session.snapshot': 'read',
  'session.type': 'write',
  'session.key': 'write',
  'session.paste': 'write',
  'session.submit': 'write',
  'session.click': 'write',
  'session.scroll': 'write',
  'session.resize': 'write',
  'session.wait': 'read',
  'session.output': 'read',
  'session.exec': 'write',
  'session.kill': 'write',
  'session.record': 'write',
  'workspace.save': 'write',
  'workspace.restore': 'write',
  'workspace.list': 'read',
  'workspace.log': 'read',
  'workspace.rename': 'write',
  'workspace.delete': 'write',
  'checkpoint.show': 'read',
  'checkpoint.diff': 'read',
  'workspace.export': 'read',
  'workspace.import': 'write',
  'workspace.prune': 'write',
  'host.tabs': 'write',
  'host.enter': 'write',
  'agents.list': 'read',
  'restore.undo': 'write',
  'system.status': 'read',
  'daemon.stop': 'write',
  'config.show': 'read',
};
