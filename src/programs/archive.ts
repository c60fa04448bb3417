import { readdirSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { bytesOf } from '../os/bytes.ts';
import { readTable, type SqliteTable } from '../os/sqlite.ts';

/** A file as JSON, or why it cannot be read as such. */
export type JsonFile =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

/** The end of a file, with what the system knows of the whole. */
export interface FileTail {
  readonly text: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** Enough for the last messages of a transcript. */
const TAIL_BYTES = 131_072;
/** Pid files and settings are small; whatever is larger is not one. */
const MAX_JSON_BYTES = 1_000_000;
const MAX_TEXT_BYTES = 16_000_000;

/**
 * The files of agents, read once for one look at all panes: fifty agents in one folder cost
 * one listing and one database. Nothing is ever written or locked.
 */
export class Archive {
  readonly #names = new Memory<readonly string[]>();
  readonly #texts = new Memory<string>();
  readonly #json = new Memory<JsonFile>();
  readonly #times = new Memory<number | undefined>();
  readonly #tails = new Memory<FileTail | undefined>();
  readonly #tables = new Memory<SqliteTable>();

  /** The names in a folder; none when it cannot be read. */
  async names(folder: string): Promise<readonly string[]> {
    return this.#names.recall(folder, async () => namesNow(folder));
  }

  /** A file as text; '' when it cannot be read, or is larger than any log of one process. */
  async text(path: string): Promise<string> {
    return this.#texts.recall(path, async () => readText(path));
  }

  async json(path: string): Promise<JsonFile> {
    return this.#json.recall(path, async () => readJson(path));
  }

  /** When a file was last written, in milliseconds since 1970; undefined when there is none. */
  async changedAt(path: string): Promise<number | undefined> {
    return this.#times.recall(path, async () =>
      stat(bytesOf(path)).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
      ),
    );
  }

  /** The end of a file, at most 128 KiB of it; undefined when it cannot be read. */
  async tail(path: string): Promise<FileTail | undefined> {
    return this.#tails.recall(path, async () => readTail(path).catch(() => undefined));
  }

  async table(path: string, table: string, columns: readonly string[]): Promise<SqliteTable> {
    const question = [path, table, ...columns].join('\0');
    return this.#tables.recall(question, async () => readTable(path, table, columns));
  }
}

/** What is worked out from an archive's files, once for each archive and question. */
export function rememberedIn<T>(
  ask: (question: string, archive: Archive) => Promise<T>,
): (question: string, archive: Archive) => Promise<T> {
  const memories = new WeakMap<Archive, Memory<T>>();
  return async (question, archive) => {
    const memory = memories.get(archive) ?? new Memory<T>();
    memories.set(archive, memory);
    return memory.recall(question, async () => ask(question, archive));
  };
}

/** Agents have hundreds of folders: asking for each in another thread takes ten times as long. */
function namesNow(folder: string): readonly string[] {
  try {
    return readdirSync(bytesOf(folder));
  } catch {
    return [];
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

async function readJson(path: string): Promise<JsonFile> {
  try {
    const bytes = await readFile(bytesOf(path));
    if (bytes.length > MAX_JSON_BYTES) return { kind: 'unreadable' };
    return { kind: 'json', value: JSON.parse(bytes.toString('utf8')) };
  } catch (failure) {
    const isMissing = failure instanceof Error && 'code' in failure && failure.code === 'ENOENT';
    return { kind: isMissing ? 'missing' : 'unreadable' };
  }
}

async function readTail(path: string): Promise<FileTail> {
  const file = await open(bytesOf(path), 'r');
  try {
    const { size, mtimeMs } = await file.stat();
    const length = Math.min(size, TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString('utf8', 0, bytesRead);
    return { text, sizeBytes: size, changedAt: mtimeMs };
  } finally {
    await file.close();
  }
}
