import { StringDecoder } from 'node:string_decoder';

// What a terminal would act on rather than show: control strings, sequences, single controls.
const STRINGS = String.raw`\u001B[PX^_\]][^\u0007\u001B]*(?:\u0007|\u001B\\)`;
const SEQUENCES = String.raw`\u001B\[[0-?]*[ -/]*[@-~]|\u001B[ -/]*[0-~]`;
const CONTROLS = String.raw`[\u0000-\u0008\u000B-\u001A\u001C-\u001F\u007F-\u009F]`;
const ACTING = new RegExp(`${STRINGS}|${SEQUENCES}|${CONTROLS}`, 'g');
const LONGEST_UNFINISHED = 65_536;

/**
 * Turns what a program writes to its terminal into text that cannot act, as it comes: escape
 * sequences are left out, also those that two pieces share. Meant for output that scrolls by.
 */
export class PlainText {
  readonly #decoder = new StringDecoder('utf8');
  #kept = '';

  read(bytes: Uint8Array): string {
    const text = this.#kept + this.#decoder.write(Buffer.from(bytes));
    const cut = unfinishedAt(text);
    this.#kept = text.slice(cut);
    return text.slice(0, cut).replaceAll(ACTING, '');
  }

  /** What is left when nothing more comes. */
  end(): string {
    const rest = this.#kept + this.#decoder.end();
    this.#kept = '';
    return rest.replaceAll(ACTING, '').replaceAll('\u001B', '');
  }
}

/** Where a sequence begins that the text does not end; the length of the text when none does. */
function unfinishedAt(text: string): number {
  const start = text.lastIndexOf('\u001B');
  if (start === -1 || text.length - start > LONGEST_UNFINISHED) return text.length;
  const opener = text.slice(0, start).search(/\u001B[PX^_\]][^\u0007\u001B]*$/);
  const from = opener === -1 ? start : opener;
  const rest = text.slice(from);
  return rest.replace(ACTING, '').length === rest.length ? from : text.length;
}
