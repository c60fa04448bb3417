import type { Scrollback } from '../../model/checkpoint.ts';
import { packReader } from './pack-reader.ts';

/** The lines of a pane; `lostLines` of them are gone, and one line says so where they were. */
export interface SavedText {
  readonly lines: readonly string[];
  readonly lostLines: number;
}

export async function readLines(folder: string, scrollback: Scrollback): Promise<SavedText> {
  const reader = packReader(folder);
  const lines: string[] = [];
  let lostLines = 0;
  try {
    let at = 0;
    for await (const found of reader.read(scrollback.segments)) {
      const expected = scrollback.segments[at]?.lines ?? 0;
      at += 1;
      if (found === undefined) lostLines += expected;
      // Not push(...found): a spread of very many arguments overflows the stack.
      for (const line of found ?? [`[${expected} lines lost]`]) lines.push(line);
    }
  } finally {
    await reader.close();
  }
  return { lines, lostLines };
}
