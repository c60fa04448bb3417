import { readFile } from 'node:fs/promises';
import { errnoOf } from '../../os/errno.ts';

/** What is at a path of the store. `unreadable`: something is, and it cannot be read as a file. */
export type StoredText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly code: string };

/** Never throws for what a disk, a permission or a folder in the wrong place does to a file. */
export async function readStored(path: string): Promise<StoredText> {
  try {
    return { kind: 'text', text: await readFile(path, 'utf8') };
  } catch (failure) {
    const code = errnoOf(failure);
    if (code === undefined) throw failure;
    return code === 'ENOENT' ? { kind: 'absent' } : { kind: 'unreadable', code };
  }
}
