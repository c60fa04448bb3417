import { join } from 'node:path';

/** Where everything of one store lies. */
export interface StorePaths {
  readonly root: string;
  readonly identity: string;
  readonly lock: string;
  /** Held for as long as a restore takes, apart from `lock`, which its own saves need. */
  readonly restoreLock: string;
  /** What the manifests say in short; made again from them whenever it is missing or wrong. */
  readonly index: string;
  readonly renames: string;
  readonly checkpoints: string;
  readonly scrollback: string;
  readonly refs: string;
  readonly workspaces: string;
  readonly restores: string;
  readonly quarantine: string;
}

export function storePaths(root: string): StorePaths {
  const refs = join(root, 'refs');
  return {
    root,
    identity: join(root, 'store.json'),
    lock: join(root, 'lock'),
    restoreLock: join(root, 'restore-lock'),
    index: join(root, 'index.json'),
    renames: join(root, 'renames.json'),
    checkpoints: join(root, 'checkpoints'),
    scrollback: join(root, 'scrollback'),
    refs,
    workspaces: join(refs, 'workspaces'),
    restores: join(root, 'restores'),
    quarantine: join(root, 'quarantine'),
  };
}

export function manifestPath(paths: StorePaths, id: string): string {
  return join(paths.checkpoints, `${id}.json`);
}
