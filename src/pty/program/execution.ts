import { dirname, resolve } from 'node:path';
import { StetError } from '../../base/errors.ts';
import { bytesOf } from '../../os/bytes.ts';
import type { PtyStart } from '../holder.ts';
import { searchFolders } from './search-folders.ts';

/** What the binding is given: it takes Unicode alone, and makes the name that it looks up argv[0]. */
interface Execution {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
}

/**
 * How a program comes to run with exactly these arguments, this environment and this directory.
 * @throws StetError SPAWN_FAILED
 */
export function execution(start: PtyStart): Execution {
  const direct = { ...start, name: nameOf(start), args: start.argv.slice(1) };
  const texts = [direct.name, direct.cwd, ...direct.args, ...direct.env];
  return texts.every((text) => text.isWellFormed()) ? direct : byShell(direct);
}

/** argv[0] when execvp(3) would find the file by it; else the file's own path. */
function nameOf({ file, argv: [name = file], cwd, env }: PtyStart): string {
  if (name.includes('/')) return resolve(cwd, name) === resolve(cwd, file) ? name : file;
  return name === file.slice(dirname(file).length + 1) &&
    searchFolders(env, cwd).includes(dirname(file))
    ? name
    : file;
}

/** execve(2) takes 128 KiB a text; one byte in octal has 4. */
const BYTES_PER_PIECE = 16 * 1024;

/**
 * Bytes that are not UTF-8 go through a shell, spelled in octal. The shell gets none of the
 * environment and gives none of its own: env(1) sets all of it, and becomes the program.
 */
function byShell({ name, args, env, cwd }: Execution): Execution {
  if (name.includes('=')) {
    const message = `Cannot start ${JSON.stringify(name)} with words that are not UTF-8`;
    throw new StetError('SPAWN_FAILED', message, { hint: 'Give it a name without "="' });
  }
  const given: string[] = [];
  const give = (text: string): string => `\${${given.push(text)}}`;
  const assignments: string[] = [];
  const wordOf = (text: string): string => {
    if (text.isWellFormed()) return `"${give(text)}"`;
    const variable = `w${assignments.length}`;
    // A command substitution drops newlines at its end: a dot keeps them.
    const pieces = octalPieces(text).map(give).join('');
    assignments.push(`${variable}=$(printf "${pieces}."); ${variable}=\${${variable}%.};`);
    return `"$${variable}"`;
  };
  const directory = wordOf(cwd);
  const words = [...env, name, ...args].map(wordOf).join(' ');
  const script = `${assignments.join('')} cd -P -- ${directory} && exec env -i ${words}`;
  return {
    name: '/bin/sh',
    args: ['-c', script, 'sh', ...given],
    env: ['LC_ALL=C', 'PATH=/usr/bin:/bin'],
    cwd: '/',
  };
}

function octalPieces(text: string): readonly string[] {
  const octal = [...bytesOf(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  const pieces: string[] = [];
  for (let at = 0; at < octal.length; at += BYTES_PER_PIECE) {
    pieces.push(octal.slice(at, at + BYTES_PER_PIECE).join(''));
  }
  return pieces;
}
