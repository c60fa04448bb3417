import type { RequestOf } from '../../protocol/methods.ts';
import { usageError } from '../usage-error.ts';

const LARGEST = 4096;

/** "120x40", or the two numbers as two words. @throws StetError USAGE */
export function readSize(words: readonly string[]): RequestOf<'session.resize'>['size'] {
  const [, cols = '', rows = ''] = /^(\d{1,5})[x ](\d{1,5})$/i.exec(words.join(' ')) ?? [];
  const size = { cols: Number(cols), rows: Number(rows) };
  const isWithin = size.cols >= 2 && size.rows >= 1 && Math.max(size.cols, size.rows) <= LARGEST;
  if (isWithin) return size;
  throw usageError(
    `Cannot use ${JSON.stringify(words.join(' '))} as a size`,
    `Write it as COLSxROWS: 2x1 up to ${LARGEST}x${LARGEST}`,
  );
}
