import { access, constants, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { bytesOf } from './bytes.ts';

/** The directory itself when it is there, else its nearest parent that is. */
export async function nearestDirectory(path: string): Promise<string> {
  if (!path.startsWith('/')) return homedir();
  for (let at = path; ; at = dirname(at)) {
    if (at === '/' || (await isDirectory(at))) return at;
  }
}

/** Whether a command can be started: a path that is executable, or a name found on `searchPath`. */
export async function isExecutable(
  command: string,
  cwd: string,
  searchPath: string | undefined,
): Promise<boolean> {
  if (command === '') return false;
  const candidates = command.includes('/')
    ? [command.startsWith('/') ? command : join(cwd, command)]
    : (searchPath ?? '').split(delimiter).map((folder) => join(folder, command));
  const found = await Promise.all(candidates.map(isExecutableFile));
  return found.includes(true);
}

/** The path of a command in one of the folders of a PATH; undefined when it is in none. */
export async function findExecutable(command: string, path: string): Promise<string | undefined> {
  if (command.includes('/')) return (await isExecutableFile(command)) ? command : undefined;
  for (const folder of path.split(delimiter).filter((name) => name.startsWith('/'))) {
    if (await isExecutableFile(join(folder, command))) return join(folder, command);
  }
  return undefined;
}

export async function isDirectory(path: string): Promise<boolean> {
  return stat(bytesOf(path)).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}

/** Whether a file or directory is there. */
export async function isPresent(path: string): Promise<boolean> {
  return stat(bytesOf(path)).then(
    () => true,
    () => false,
  );
}

async function isExecutableFile(path: string): Promise<boolean> {
  return access(bytesOf(path), constants.X_OK).then(
    () => true,
    () => false,
  );
}
