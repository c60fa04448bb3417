import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call } from '../../os/call.ts';
import { openStore, type Store } from '../store.ts';

/** A folder that goes away with everything in it. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'stet-store-'));
  return {
    path,
    [Symbol.asyncDispose]: async () => rm(path, { recursive: true, force: true }),
  };
}

/** A store in a folder of its own that goes away with it. */
export interface TemporaryStore extends AsyncDisposable {
  readonly store: Store;
  readonly folder: string;
}

export async function temporaryStore(): Promise<TemporaryStore> {
  const parent = await temporaryFolder();
  const folder = join(parent.path, 'state', 'stet');
  const store = await openStore(folder);
  return { store, folder, [Symbol.asyncDispose]: async () => parent[Symbol.asyncDispose]() };
}

/** A call that nobody watches. */
export function quietCall(changes: Partial<Call> = {}): Call {
  return {
    signal: new AbortController().signal,
    now: () => Date.now(),
    entropy: (sizeBytes) => randomBytes(sizeBytes),
    patienceMs: 5_000,
    progress: () => undefined,
    ...changes,
  };
}
