import { statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { bytesOf } from '../os/bytes.ts';
import { readTable, type SqliteTable } from '../os/sqlite.ts';
import { namesIn } from './folder-names.ts';

const MAX_TEXT_BYTES = 16_000_000;

/**
 * The files of agents, read once for one look at all panes: fifty agents in one folder cost
 * one listing and one database. Nothing is ever written or locked.
 */
export class Archive {
  readonly #names = new Map<string, readonly string[]>();
  readonly #texts = new Memory<string>();
  readonly #tables = new Memory<SqliteTable>();

  /** The names in a folder; none when it cannot be read. */
  names(folder: string): readonly string[] {
    const names = this.#names.get(folder) ?? namesIn(folder);
    this.#names.set(folder, names);
    return names;
  }

  /** A file as text; '' when it cannot be read, or is larger than any log of one process. */
  async text(path: string): Promise<string> {
    return this.#texts.recall(path, async () => readText(path));
  }

  /** When a file was last written, in milliseconds since 1970; undefined when there is none. */
  changedAt(path: string): number | undefined {
    try {
      return statSync(bytesOf(path)).mtimeMs;
    } catch {
      return undefined;
    }
  }

  async table(path: string, table: string, columns: readonly string[]): Promise<SqliteTable> {
    const question = [path, table, ...columns].join('\0');
    return this.#tables.recall(question, async () => readTable(path, table, columns));
  }
}

/** Answers that are asked for once. */
class Memory<T> {
  readonly #answers = new Map<string, Promise<T>>();

  async recall(question: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    const asked = ask();
    this.#answers.set(question, asked);
    return asked;
  }
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(bytesOf(path));
    return size > MAX_TEXT_BYTES ? '' : await readFile(bytesOf(path), 'utf8');
  } catch {
    return '';
  }
}
