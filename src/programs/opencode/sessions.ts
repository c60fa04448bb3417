import { join } from 'node:path';
import { folderIn } from '../agent-home.ts';
import type { Environment } from '../agent.ts';
import type { SqliteRow } from '../../os/sqlite.ts';
import type { Archive } from '../archive.ts';

/** A row of opencode's table of sessions. */
export interface Session {
  readonly id: string;
  /** A subagent's session belongs to the one that asked for it. */
  readonly parent: string | undefined;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number | undefined;
}

/** The sessions of one database; none when there is no database yet, undefined when it cannot be read. */
export async function readSessions(
  environment: Environment,
  archive: Archive,
): Promise<readonly Session[] | undefined> {
  const path = databaseOf(environment);
  const table = await archive.table(path, 'session', COLUMNS);
  if (table.kind === 'missing') return [];
  if (table.kind === 'unreadable') return undefined;
  const known = readAlready.get(table.rows);
  if (known !== undefined) return known;
  const sessions = table.rows.flatMap(({ id, parent_id: parent, title, time_updated: time }) =>
    typeof id === 'string' && typeof title === 'string'
      ? [
          {
            id,
            title,
            parent: typeof parent === 'string' ? parent : undefined,
            changedAt: typeof time === 'number' ? time : undefined,
          },
        ]
      : [],
  );
  readAlready.set(table.rows, sessions);
  return sessions;
}

const COLUMNS = ['id', 'parent_id', 'title', 'time_updated'];

/** Many panes ask for the sessions of one table. */
const readAlready = new WeakMap<readonly SqliteRow[], readonly Session[]>();

/** The session that a person started, for one that a subagent may have. */
export function rootOf(session: Session, sessions: readonly Session[]): Session {
  let at = session;
  for (let level = 0; level < 20 && at.parent !== undefined; level += 1) {
    const { parent } = at;
    at = sessions.find(({ id }) => id === parent) ?? { ...at, parent: undefined };
  }
  return at;
}

/** `OPENCODE_DB` is a path, or a name below the data folder. */
export function databaseOf(environment: Environment): string {
  const data = join(folderIn(environment, 'XDG_DATA_HOME', '.local', 'share'), 'opencode');
  const own = environment.get('OPENCODE_DB') ?? '';
  if (own === '') return join(data, 'opencode.db');
  return own.startsWith('/') ? own : join(data, own);
}
