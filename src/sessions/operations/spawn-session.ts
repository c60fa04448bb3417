import type { SessionParams, SessionResult } from '../../protocol/session-methods.ts';
import type { House } from '../core/house.ts';
import { newSessionId, startSession } from '../spawn/spawn.ts';
import { freeName, sessionName } from '../table/session-name.ts';
import type { Hosting } from './hosting.ts';

const defaultSize = { cols: 80, rows: 24 };

/**
 * Starts a program in a new session.
 * @throws StetError NAME_INVALID, SESSION_EXISTS, SESSION_LIMIT, SPAWN_FAILED
 */
export async function spawnSession(
  house: House,
  hosting: Hosting,
  asked: SessionParams<'session.spawn'>,
): Promise<SessionResult<'session.spawn'>> {
  const { table, limits, now } = house;
  const isTaken = (name: string): boolean => table.isTaken(name);
  const name = asked.name === '' ? freeName(asked.argv, isTaken) : sessionName(asked.name);
  const beside = table.lastUsed?.id;
  const session = await table.start(name, async () =>
    startSession(house, {
      id: newSessionId(house),
      name,
      argv: asked.argv,
      shownArgv: asked.argv,
      cwd: asked.cwd,
      env: asked.env,
      term: asked.term,
      size: asked.size ?? defaultSize,
      retainBytes: asked.retainBytes ?? limits.retainBytes,
      engine: asked.engine ?? 'vt',
      createdAt: now(),
      lines: [],
      title: '',
    }),
  );
  session.lastUsedAt = Math.max(now(), (table.lastUsed?.lastUsedAt ?? 0) + 1);
  house.arrangement.place(session, { window: asked.window, split: asked.split, beside });
  if (asked.record !== '') await hosting.recordings.record(session, asked.record);
  void hosting.host(session, 0);
  house.tell({ kind: 'structure' });
  const message = `Started '${session.name}'`;
  return { session_id: session.id, name: session.name, pid: session.pid, message };
}
