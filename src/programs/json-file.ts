import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { bytesOf } from '../os/bytes.ts';
import { errnoOf } from '../os/errno.ts';

/** A file as JSON, or why it cannot be read as such. */
export type JsonFile =
  | {
      readonly kind: 'json';
      readonly value: unknown;
      /** When it was last written, in milliseconds since 1970. */
      readonly changedAt: number;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

/** Pid files are small; whatever is larger is not one. */
const MAX_BYTES = 1_000_000;

/** Reads a small file at once: in another thread it would take several times as long. */
export function readJson(path: string): JsonFile {
  try {
    return inFile(bytesOf(path), (file) => {
      const about = fstatSync(file);
      if (!about.isFile() || about.size > MAX_BYTES) return { kind: 'unreadable' };
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return { kind: 'json', value, changedAt: about.mtimeMs };
    });
  } catch (failure) {
    return { kind: errnoOf(failure) === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}

function inFile(path: Buffer, read: (file: number) => JsonFile): JsonFile {
  // Whoever opens a pipe without this waits for its other end.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}
