import { isUtf8 } from 'node:buffer';
import { decodeText, encodeText } from '../base/lossless-text.ts';

/** Bytes of the operating system as text, without loss (see base/lossless-text). */
export function textOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : decodeText(bytes);
}

/** The bytes behind a text that `textOf` made. */
export function bytesOf(text: string): Buffer {
  return text.isWellFormed() ? Buffer.from(text, 'utf8') : Buffer.from(encodeText(text));
}
