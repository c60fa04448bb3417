import { closeSync, openSync, readSync } from 'node:fs';
import { textOf } from './bytes.ts';

/** Kept from one file to the next: of hundreds in /proc nearly every one fits. */
let room = Buffer.allocUnsafe(64 * 1024);

/**
 * The text of a file that the kernel makes as it is read, which says of itself that it is empty. It is read in this
 * thread: there is no disk to wait for, and another thread costs ten times what it takes.
 */
export function readKernelFile(path: string): string {
  const file = openSync(path, 'r');
  try {
    let sizeBytes = 0;
    for (;;) {
      const got = readSync(file, room, sizeBytes, room.length - sizeBytes, null);
      sizeBytes += got;
      if (got === 0) return textOf(room.subarray(0, sizeBytes));
      if (sizeBytes === room.length) room = Buffer.concat([room, Buffer.allocUnsafe(room.length)]);
    }
  } finally {
    closeSync(file);
  }
}
