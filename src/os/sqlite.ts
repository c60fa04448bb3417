import { open } from 'node:fs/promises';
import { bytesOf } from './bytes.ts';
import { errnoOf } from './errno.ts';
import { rowsOf } from './sqlite/b-tree.ts';
import { MalformedDatabase } from './sqlite/bytes-reader.ts';
import { columnsOf } from './sqlite/columns.ts';
import { openPages, type Pages, stampOfDatabase } from './sqlite/pages.ts';
import { readRecord, type SqliteValue } from './sqlite/records.ts';
import { Unchanged } from './unchanged.ts';

/** One row, by the names of the columns that were asked for; null where the table has none. */
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** The rows of a table, or why they cannot be read. */
export type SqliteTable =
  | { readonly kind: 'rows'; readonly rows: readonly SqliteRow[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** A writer that commits while we read makes us begin again, so often at most. */
const ATTEMPTS = 3;
/** Rows of all tables together, some hundred bytes each. */
const MAX_KEPT = 50_000;

const kept = new Unchanged<SqliteTable>(MAX_KEPT);

/**
 * Reads columns of a table of somebody else's database: the state after its last commit, the
 * write-ahead log included. It takes no lock, writes nothing and never waits for the owner. Of a
 * database that has not changed since, the rows are the very ones of the last time.
 */
export async function readTable(
  path: string,
  table: string,
  columns: readonly string[],
): Promise<SqliteTable> {
  const question = [path, table, ...columns].join('\0');
  const stamp = stampOfDatabase(path);
  const known = kept.known(question, stamp);
  if (known !== undefined) return known;
  const found = await readNow(path, table, columns);
  return found.kind === 'rows' ? kept.keep(question, stamp, found, found.rows.length) : found;
}

async function readNow(
  path: string,
  table: string,
  columns: readonly string[],
): Promise<SqliteTable> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await readOnce(path, table, columns);
      if (found !== undefined) return found;
    }
    return { kind: 'unreadable', why: 'it is being written' };
  } catch (failure) {
    if (errnoOf(failure) === 'ENOENT') return { kind: 'missing' };
    if (failure instanceof MalformedDatabase || failure instanceof RangeError) {
      return { kind: 'unreadable', why: failure.message };
    }
    if (errnoOf(failure) !== undefined) return { kind: 'unreadable', why: String(failure) };
    throw failure;
  }
}

/** Undefined when the files changed under our hands. */
async function readOnce(
  path: string,
  table: string,
  columns: readonly string[],
): Promise<SqliteTable | undefined> {
  const file = await open(bytesOf(path), 'r');
  try {
    const pages = await openPages(file, path);
    const found = tried(() => rowsIn(pages, table, columns));
    if (!pages.isSame()) return undefined;
    if ('failure' in found) throw found.failure;
    return found.value;
  } finally {
    await file.close();
  }
}

function tried<T>(work: () => T): { readonly value: T } | { readonly failure: unknown } {
  try {
    return { value: work() };
  } catch (failure) {
    return { failure };
  }
}

function rowsIn(pages: Pages, table: string, columns: readonly string[]): SqliteTable {
  const entry = schemaEntry(pages, table);
  if (entry === undefined) return { kind: 'unreadable', why: `it has no table ${table}` };
  const names = columnsOf(entry.statement);
  const places = new Map(columns.map((column) => [column, names.indexOf(column)] as const));
  const wanted = new Set(places.values());
  const rows: SqliteRow[] = [];
  for (const payload of rowsOf(pages, entry.rootPage)) {
    const values = readRecord(payload, (place) => wanted.has(place));
    const row: Record<string, SqliteValue> = {};
    for (const [column, place] of places) row[column] = values[place] ?? null;
    rows.push(row);
  }
  return { kind: 'rows', rows };
}

interface SchemaEntry {
  readonly rootPage: number;
  readonly statement: string;
}

/** The first page holds the table of tables: type, name, table, root page, statement. */
function schemaEntry(pages: Pages, table: string): SchemaEntry | undefined {
  for (const payload of rowsOf(pages, 1)) {
    const [type, name, , rootPage, statement] = readRecord(payload, () => true);
    if (type !== 'table' || name !== table) continue;
    if (typeof rootPage === 'number' && typeof statement === 'string') {
      return { rootPage, statement };
    }
  }
  return undefined;
}
