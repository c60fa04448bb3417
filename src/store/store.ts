import type { Checkpoint, Problem, Scrollback } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import { isLocked } from '../os/lock.ts';
import { openFolder } from './folder/open-folder.ts';
import { reading } from './folder/reading.ts';
import { restoring } from './folder/restoring.ts';
import { writing } from './folder/writing.ts';
import type { RestoreRecord } from './restore-record.ts';
import {
  newestRestore,
  readRestore,
  restoredFrom,
  shownLines,
  writeRestore,
} from './restores/restore-files.ts';
import { readLines, type SavedText } from './scrollback/read-lines.ts';
import { type Commit, commit, type Save } from './workspaces/commit.ts';
import {
  findStored,
  type HistoryRequest,
  listHistory,
  listWorkspaces,
  type StoredCheckpoint,
  type StoredWorkspace,
} from './workspaces/list.ts';
import { readOne } from './workspaces/read-one.ts';
import { type Removal, removeTarget } from './workspaces/remove.ts';
import { renameWorkspace } from './workspaces/rename.ts';
import { findCheckpoint } from './workspaces/resolve.ts';
import { thinOut } from './workspaces/thin-out.ts';

export { prepareLines, type Segment } from './scrollback/segment.ts';
export { lineCount, type SavedContents } from './scrollback/store-contents.ts';
export type { Commit, Save, SavedText, Removal, StoredCheckpoint, StoredWorkspace };

/**
 * Everything ever saved. Reading needs no lock and throws
 * STORE_UNWRITABLE for a folder that cannot be read; writing waits up to 10 s for it, and throws
 * STORE_BUSY, STORE_FULL or STORE_UNWRITABLE with everything older intact.
 */
export interface Store {
  readonly folder: string;
  /**
   * Makes a draft the newest checkpoint of its workspace, unless nothing changed. A save that is
   * empty is refused; one that looks worse than the last good one is kept beside it.
   * @throws StetError NAME_INVALID, NOTHING_TO_SAVE
   */
  readonly commit: (save: Save, call: Call) => Promise<Commit>;
  readonly workspaces: () => Promise<readonly StoredWorkspace[]>;
  /**
   * Newest first, of one workspace or of all.
   * @throws StetError NAME_INVALID, WORKSPACE_NOT_FOUND
   */
  readonly history: (request?: HistoryRequest) => Promise<readonly StoredCheckpoint[]>;
  /** One checkpoint, whatever state it is in; undefined when there is none with this id. */
  readonly stored: (id: string) => Promise<StoredCheckpoint | undefined>;
  /**
   * What a user means: '' (the default workspace), a workspace, an id or its beginning
   * (4 characters or more). A workspace stands for its last-good, else its current; when that is
   * damaged, for the next older good one, and `takeNotices` says so.
   * @throws StetError NAME_INVALID, WORKSPACE_NOT_FOUND, CHECKPOINT_NOT_FOUND,
   *   CHECKPOINT_AMBIGUOUS, CHECKPOINT_CORRUPT, CHECKPOINT_TOO_NEW
   */
  readonly find: (target: string) => Promise<Checkpoint>;
  /** @throws StetError CHECKPOINT_NOT_FOUND, CHECKPOINT_CORRUPT, CHECKPOINT_TOO_NEW */
  readonly read: (id: string) => Promise<Checkpoint>;
  /** Never throws for damaged contents: a line says how many are lost. */
  readonly readLines: (scrollback: Scrollback) => Promise<SavedText>;
  /**
   * Gives a workspace another name; returns how many checkpoints it has.
   * @throws StetError NAME_INVALID, WORKSPACE_NOT_FOUND, WORKSPACE_EXISTS
   */
  readonly rename: (from: string, to: string, call: Call) => Promise<number>;
  /**
   * Deletes a workspace with its history, or one checkpoint, and contents that nobody else needs.
   * @throws StetError as `resolve`, and CHECKPOINT_TOO_NEW
   */
  readonly remove: (target: string, call: Call) => Promise<Removal>;
  /** Deletes automatic checkpoints that newer ones stand for; what was asked for by name stays. */
  readonly thinOut: (call: Call) => Promise<Removal>;
  /**
   * Does a whole restore while no other one is under way.
   * @throws StetError STORE_BUSY, and what `work` throws
   */
  readonly restoring: <T>(call: Call, work: () => Promise<T>) => Promise<T>;
  /** Whether a restore is under way, in this process or another. */
  readonly isRestoring: () => Promise<boolean>;
  readonly saveRestore: (record: RestoreRecord, call: Call) => Promise<void>;
  readonly readRestore: (id: string) => Promise<RestoreRecord | undefined>;
  /** How many saved lines each pane showed when a restore opened it last. */
  readonly shownLines: () => Promise<ReadonlyMap<string, number>>;
  /** The checkpoint from which each pane was restored last. */
  readonly restoredFrom: () => Promise<ReadonlyMap<string, string>>;
  /** The newest that is not itself an undo and was not undone yet. */
  readonly newestRestore: () => Promise<RestoreRecord | undefined>;
  /** What the store found (damage, a fallback) since the last call; each is told once. */
  readonly takeNotices: () => readonly Problem[];
}

/**
 * Opens the store in `folder`, which is made (0700) when it is missing.
 * @throws StetError STORE_UNSAFE, STORE_UNWRITABLE, CHECKPOINT_TOO_NEW
 */
export async function openStore(folder: string): Promise<Store> {
  const open = await openFolder(folder);
  const { paths } = open;
  return {
    folder: paths.root,
    commit: async (save, call) => writing(open, call, async () => commit(open, save, call)),
    workspaces: async () => reading(open, async () => listWorkspaces(open)),
    history: async (request) => reading(open, async () => listHistory(open, request)),
    stored: async (id) => reading(open, async () => findStored(open, id)),
    find: async (target) => reading(open, async () => findCheckpoint(open, target)),
    read: async (id) => reading(open, async () => readOne(open, id)),
    readLines: async (scrollback) => readLines(paths.scrollback, scrollback),
    rename: async (from, to, call) =>
      writing(open, call, async () => renameWorkspace(open, from, to)),
    remove: async (target, call) => writing(open, call, async () => removeTarget(open, target)),
    thinOut: async (call) => writing(open, call, async () => thinOut(open, call)),
    restoring: async (call, work) => restoring(open, call, work),
    isRestoring: async () => isLocked(paths.restoreLock),
    saveRestore: async (record, call) =>
      writing(open, call, async () => writeRestore(paths, record)),
    readRestore: async (id) => reading(open, async () => readRestore(paths, id)),
    newestRestore: async () => reading(open, async () => newestRestore(paths)),
    shownLines: async () => reading(open, async () => shownLines(paths)),
    restoredFrom: async () => reading(open, async () => restoredFrom(paths)),
    takeNotices: () => open.notices.splice(0),
  };
}
