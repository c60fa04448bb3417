import { closeSync, openSync, readSync } from 'node:fs';
import { textOf } from './bytes.ts';

/** Grows with the longest file: the words and variables of a process may take megabytes. */
let room = Buffer.allocUnsafeSlow(65_536);

/**
 * The text of a file below /proc. The kernel answers from memory: asking in another thread takes
 * ten times as long, and what node does for files of unknown size half as long again.
 */
export function kernelText(path: string): string {
  const file = openSync(path, 'r');
  try {
    let sizeBytes = 0;
    for (;;) {
      sizeBytes += readSync(file, room, sizeBytes, room.length - sizeBytes, null);
      // These files fill whatever they are given: less than that is their end.
      if (sizeBytes < room.length) return textOf(room.subarray(0, sizeBytes));
      room = Buffer.concat([room], room.length * 2);
    }
  } finally {
    closeSync(file);
  }
}
