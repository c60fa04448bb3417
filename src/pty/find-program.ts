import { constants, type Stats } from 'node:fs';
import { access, open, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StetError } from '../base/errors.ts';
import { nearestName } from '../base/nearest-name.ts';
import { bytesOf, textOf } from '../os/bytes.ts';
import { ignore } from '../os/errno.ts';
import type { PtyStart } from './holder.ts';
import { searchFolders } from './program/search-folders.ts';

/** What somebody wants to run: everything that is known before the file is. */
export type ProgramRequest = Pick<PtyStart, 'argv' | 'cwd' | 'env'>;

/** The longest text that execve(2) takes, without its NUL (MAX_ARG_STRLEN). */
const MAX_TEXT_BYTES = 128 * 1024 - 1;
/** What all of them may have together where the stack has its usual 8 MiB, with some room. */
const MAX_ALL_BYTES = 2 * 1024 * 1024 - 16 * 1024;
const POINTER_BYTES = 8;

/**
 * The file that a program's name stands for, looked up as execvp(3) does with this environment in
 * this directory. What would go wrong between fork and exec, where nobody could tell it any more,
 * is told here.
 * @throws StetError SPAWN_FAILED
 */
export async function findProgram(request: ProgramRequest): Promise<string> {
  const [name = ''] = request.argv;
  if (name === '') throw new StetError('SPAWN_FAILED', 'Cannot start a program without a name');
  refuseTexts(request, name);
  await refuseDirectory(request.cwd, name);
  const file = name.includes('/')
    ? await checkedPath(resolve(request.cwd, name), name)
    : await searched(name, request);
  await refuseInterpreter(file, name);
  return file;
}

function refuseTexts({ argv, cwd, env }: ProgramRequest, name: string): void {
  const texts = [...argv, ...env];
  if ([cwd, ...texts].some((text) => text.includes('\0'))) {
    throw failed(name, 'a NUL byte cannot be in its arguments, environment or directory', {
      hint: 'Leave the NUL bytes out; write them to its input if it needs them',
    });
  }
  const odd = env.find((variable) => variable.indexOf('=') < 1);
  if (odd !== undefined) {
    throw failed(name, `${JSON.stringify(odd)} is no variable of an environment`, {
      hint: 'Variables are written as NAME=value',
    });
  }
  const sizes = texts.map((text) => bytesOf(text).length);
  const total = sizes.reduce((sum, size) => sum + size + 1 + POINTER_BYTES, 0);
  if (Math.max(...sizes) > MAX_TEXT_BYTES || total > MAX_ALL_BYTES) {
    throw failed(name, 'its arguments and environment are larger than the system takes', {
      hint: `One text may have ${MAX_TEXT_BYTES} bytes, all together ${MAX_ALL_BYTES}`,
    });
  }
}

async function refuseDirectory(cwd: string, name: string): Promise<void> {
  const where = `in ${JSON.stringify(cwd)}`;
  const hint = 'Give a directory that is there with --cwd';
  const entry = await entryAt(cwd);
  if (!cwd.startsWith('/')) throw failed(name, 'its directory is not an absolute path', { hint });
  if (entry === undefined) throw failed(name, 'there is no such directory', { where, hint });
  if (!entry.isDirectory()) throw failed(name, 'it is not a directory', { where, hint });
  if (!(await mayExecute(cwd))) throw failed(name, 'you may not enter it', { where, hint });
}

async function checkedPath(path: string, name: string): Promise<string> {
  const entry = await entryAt(path);
  if (entry === undefined) {
    throw failed(name, 'there is no such file', { hint: 'Check the path; it counts from --cwd' });
  }
  if (entry.isDirectory()) {
    throw failed(name, 'it is a directory', { hint: 'Give it with --cwd, and a program to run' });
  }
  if (!(await mayExecute(path))) {
    throw failed(name, 'it is not executable', { hint: `Run "chmod +x ${path}", or its shell` });
  }
  return path;
}

async function searched(name: string, request: ProgramRequest): Promise<string> {
  const folders = searchFolders(request.env, request.cwd);
  let refused: string | undefined;
  for (const folder of folders) {
    const path = join(folder, name);
    const entry = await entryAt(path);
    if (entry === undefined || entry.isDirectory()) continue;
    if (await mayExecute(path)) return path;
    refused ??= path;
  }
  if (refused !== undefined) return checkedPath(refused, name);
  throw failed(name, 'no such program is on the PATH', { hint: await likelyHint(name, folders) });
}

async function likelyHint(name: string, folders: readonly string[]): Promise<string> {
  const listings = await Promise.all(
    folders.map(async (folder) => readdir(bytesOf(folder), { encoding: 'buffer' }).catch(() => [])),
  );
  const likely = nearestName(name, [...new Set(listings.flat().map(textOf))]);
  return likely === undefined
    ? 'Install it, correct its name, or give its path'
    : `Did you mean ${JSON.stringify(likely)}? Otherwise install it, or give its path`;
}

/** A script whose interpreter is missing fails with the script's own name, which helps nobody. */
async function refuseInterpreter(file: string, name: string): Promise<void> {
  const [, interpreter] = /^#![ \t]*([^ \t\n]+)/.exec(await firstBytes(file)) ?? [];
  if (interpreter === undefined || (await mayExecute(interpreter))) return;
  throw failed(name, `its first line asks for ${JSON.stringify(interpreter)}, which cannot run`, {
    hint: 'Install that interpreter, or correct the first line of the script',
  });
}

/** Nothing of a file that may be executed but not read. */
async function firstBytes(file: string): Promise<string> {
  const handle = await open(bytesOf(file)).catch(ignore('EACCES'));
  if (handle === undefined) return '';
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    return textOf(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function entryAt(path: string): Promise<Stats | undefined> {
  return stat(bytesOf(path)).catch(ignore('ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG'));
}

async function mayExecute(path: string): Promise<boolean> {
  return access(bytesOf(path), constants.X_OK).then(
    () => true,
    () => false,
  );
}

interface Way {
  readonly where?: string;
  readonly hint: string;
}

function failed(name: string, why: string, { where = '', hint }: Way): StetError {
  const what = [`Cannot start ${JSON.stringify(name)}`, where].filter(Boolean).join(' ');
  return new StetError('SPAWN_FAILED', `${what}: ${why}`, { hint });
}
