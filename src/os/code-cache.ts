import { closeSync, fstatSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { errnoOf } from './errno.ts';
import { makeFolder } from './make-folder.ts';
import { isOwnFolder } from './own-folder.ts';

/** Compiled code as it was kept, and the commands that it was compiled for. */
export interface KeptCode {
  readonly code: Buffer;
  readonly commands: readonly string[];
}

const HEAD = 'stet-code-1';
const LONGEST_HEAD = 4_096;

/**
 * The code kept for exactly this source; undefined when there is none, or when anybody else could
 * have written it: compiled code is run unseen.
 */
export function readCode(path: string, source: Buffer): KeptCode | undefined {
  const bytes = readPrivate(path);
  if (bytes === undefined) return undefined;
  const end = bytes.subarray(0, LONGEST_HEAD).indexOf('\n');
  const [head, of, sum, ...commands] = bytes.subarray(0, Math.max(0, end)).toString().split(' ');
  const code = bytes.subarray(end + 1);
  // V8 looks at its own version and flags alone, and at the length of the source.
  if (head !== HEAD || of !== identityOf(source) || sum !== sumOf(code)) return undefined;
  return { code, commands };
}

/** Keeps code for the next process. Where that is not possible, the next one compiles again. */
export function writeCode(path: string, source: Buffer, { code, commands }: KeptCode): void {
  const head = [HEAD, identityOf(source), sumOf(code), ...commands].join(' ');
  if (head.length >= LONGEST_HEAD) return;
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    makeFolder(dirname(path), 0o700);
    if (!isOwnFolder(dirname(path))) return;
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${head}\n`), code]), { mode: 0o600 });
    renameSync(temporary, path);
  } catch (failure) {
    if (errnoOf(failure) === undefined) throw failure;
  }
}

function readPrivate(path: string): Buffer | undefined {
  try {
    if (!isOwnFolder(dirname(path))) return undefined;
    const file = openSync(path, 'r');
    try {
      const { uid, mode } = fstatSync(file);
      const isPrivate = uid === process.getuid?.() && (mode & 0o022) === 0;
      return isPrivate ? readFileSync(file) : undefined;
    } finally {
      closeSync(file);
    }
  } catch (failure) {
    if (errnoOf(failure) === undefined) throw failure;
    return undefined;
  }
}

/** What a compiler may make of a source depends on the version of node, too. */
function identityOf(source: Buffer): string {
  return [process.version, process.arch, source.length, sumOf(source)].join('/');
}

function sumOf(bytes: Buffer): string {
  return crc32(bytes).toString(16);
}
