import { resolve } from 'node:path';

/** Where execvp(3) looks when there is no PATH: confstr(_CS_PATH). */
const DEFAULT_PATH = '/bin:/usr/bin';

/** The folders of the PATH of an environment, absolute; an empty entry is the directory itself. */
export function searchFolders(env: readonly string[], cwd: string): readonly string[] {
  const entry = env.find((variable) => variable.startsWith('PATH='));
  const path = entry?.slice('PATH='.length) ?? DEFAULT_PATH;
  return path.split(':').map((folder) => resolve(cwd, folder));
}
