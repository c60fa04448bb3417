import { constants, copyFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Problem } from '../model/checkpoint.ts';
import { bytesOf } from '../os/bytes.ts';
import { copyDatabase } from '../os/copy-database.ts';
import { errnoOf, ignore } from '../os/errno.ts';
import { makeFolder } from '../os/make-folder.ts';
import type { PlannedAgent } from './planned-launch.ts';

/** How many states of one file are kept. */
const KEPT_STATES = 3;
/** What all copies together may take; above it the oldest go. */
const KEPT_BYTES = 2 * 1024 ** 3;

/**
 * Copies of conversations, made before they are resumed: agents have truncated, rewritten and
 * deleted them on that occasion. A state that was copied before is not copied again. What cannot
 * be copied is reported; it is resumed nevertheless.
 */
export class KeptConversations {
  readonly problems: Problem[] = [];
  readonly #folder: string;
  /** A database holds the conversations of many panes; once those run, it changes all the time. */
  readonly #databases = new Map<string, Promise<void>>();

  /** @param folder where the copies go, with a folder for each conversation or database */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async keep(pane: string, { key, kept: { files, database } }: PlannedAgent): Promise<void> {
    try {
      for (const file of files) await this.#copy(key, file, copyWhole);
      if (database !== undefined) await this.#keepDatabase(database);
    } catch (failure) {
      if (errnoOf(failure) === undefined) throw failure;
      this.problems.push(notKept(pane, key, String(failure)));
    }
  }

  /** Makes room: the oldest copies go. */
  async limit(): Promise<void> {
    const names = (await readdir(this.#folder, { recursive: true }).catch(ignore('ENOENT'))) ?? [];
    const copies = await Promise.all(
      names.map(async (name) => sizedFile(join(this.#folder, name))),
    );
    let room = KEPT_BYTES;
    for (const { path, sizeBytes } of copies.flat().toSorted((a, b) => b.copiedAt - a.copiedAt)) {
      room -= sizeBytes;
      if (room < 0) await rm(path, { force: true });
    }
  }

  async #keepDatabase(path: string): Promise<void> {
    const name = `database ${path}`.slice(-100);
    const copied = this.#databases.get(path) ?? this.#copy(name, path, copyBusy);
    this.#databases.set(path, copied);
    await copied;
  }

  async #copy(key: string, file: string, copy: typeof copyWhole): Promise<void> {
    const state = await stat(bytesOf(file)).catch(ignore('ENOENT', 'ENOTDIR'));
    if (state === undefined) return;
    const log = await stat(bytesOf(`${file}-wal`)).catch(ignore('ENOENT', 'ENOTDIR'));
    const changedAt = Math.trunc(Math.max(state.mtimeMs, log?.mtimeMs ?? 0));
    const folder = join(this.#folder, key.replaceAll(/[^\w-]/g, '_'));
    makeFolder(folder, 0o700);
    const name = `${changedAt}-${basename(file)}`;
    const copies = await copiesIn(folder, basename(file));
    if (copies.includes(name)) return;
    await copy(file, join(folder, name));
    for (const old of copies.slice(KEPT_STATES - 1)) {
      for (const part of [old, `${old}-wal`]) await rm(join(folder, part), { force: true });
    }
  }
}

async function copyWhole(file: string, target: string): Promise<void> {
  // A copy that a full disk cuts short must not pass for one.
  const part = `${target}.part`;
  try {
    await copyFile(bytesOf(file), part, constants.COPYFILE_FICLONE);
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
}

async function copyBusy(file: string, target: string): Promise<void> {
  if (await copyDatabase(file, target)) return;
  throw Object.assign(new Error(`${file} is written to all the time`), { code: 'EBUSY' });
}

/** Newest first. */
async function copiesIn(folder: string, name: string): Promise<readonly string[]> {
  return (await readdir(folder))
    .filter((copy) => copy.endsWith(`-${name}`))
    .toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
}

interface SizedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly copiedAt: number;
}

async function sizedFile(path: string): Promise<readonly SizedFile[]> {
  const found = await stat(path).catch(ignore('ENOENT'));
  if (found?.isFile() !== true) return [];
  return [{ path, sizeBytes: found.size, copiedAt: found.mtimeMs }];
}

function notKept(subject: string, key: string, why: string): Problem {
  return {
    code: 'CONVERSATION_NOT_KEPT',
    subject,
    message: `No copy of the conversation ${key} could be made before it came back: ${why}`,
    fix: 'Make room, or copy its files yourself',
  };
}
