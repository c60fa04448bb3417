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

/** The sessions of one database. */
export interface Sessions {
  readonly byId: ReadonlyMap<string, Session>;
  /** By what a terminal's title says of them. */
  readonly byShown: ReadonlyMap<string, readonly Session[]>;
}

/** The sessions of one database; none when there is no database yet, undefined when it cannot be read. */
export async function readSessions(
  environment: Environment,
  archive: Archive,
): Promise<Sessions | undefined> {
  const table = await archive.table(databaseOf(environment), 'session', COLUMNS);
  if (table.kind === 'unreadable') return undefined;
  const rows = table.kind === 'rows' ? table.rows : NO_ROWS;
  const sessions = sortedAlready.get(rows) ?? sorted(rows.flatMap(sessionIn));
  sortedAlready.set(rows, sessions);
  return sessions;
}

const COLUMNS = ['id', 'parent_id', 'title', 'time_updated'];

const NO_ROWS: readonly SqliteRow[] = [];

/** Many panes ask for the sessions of one table, again and again. */
const sortedAlready = new WeakMap<readonly SqliteRow[], Sessions>();

function sessionIn({ id, parent_id: parent, title, time_updated: time }: SqliteRow): Session[] {
  if (typeof id !== 'string' || typeof title !== 'string') return [];
  const changedAt = typeof time === 'number' ? time : undefined;
  return [{ id, title, parent: typeof parent === 'string' ? parent : undefined, changedAt }];
}

function sorted(sessions: readonly Session[]): Sessions {
  const byShown = new Map<string, Session[]>();
  for (const session of sessions) {
    for (const shown of shownAs(session)) {
      const others = byShown.get(shown) ?? [];
      byShown.set(shown, others);
      others.push(session);
    }
  }
  return { byId: new Map(sessions.map((session) => [session.id, session])), byShown };
}

/** opencode shortens titles above 40 characters to 37 and an ellipsis. */
function shownAs({ title }: Session): readonly string[] {
  return title.length > 40 ? [title, `${title.slice(0, 37)}…`] : [title];
}

/** The session that a person started, for one that a subagent may have. */
export function rootOf(session: Session, { byId }: Sessions): Session {
  let at = session;
  for (let level = 0; level < 20 && at.parent !== undefined; level += 1) {
    at = byId.get(at.parent) ?? { ...at, parent: undefined };
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
