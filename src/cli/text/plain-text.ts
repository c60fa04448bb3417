import { SequenceFilter } from './terminal-sequences.ts';

/**
 * Turns what a program writes to its terminal into text that cannot act, as it comes: escape
 * sequences are left out, and every line ends in a newline alone. Meant for output that scrolls by.
 */
export class PlainText {
  readonly #decoder = new TextDecoder();
  readonly #filter = new SequenceFilter(() => false);

  read(bytes: Uint8Array): string {
    const text = this.#filter.read(this.#decoder.decode(bytes, { stream: true }));
    return text.replaceAll(/[\u0007\b\v\f\r]/g, '');
  }
}
