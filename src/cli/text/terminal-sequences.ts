const STRING = String.raw`\u001B[PX^_\]][^\u0007\u001B]*(?:\u0007|\u001B\\)`;
const CONTROL_SEQUENCE = String.raw`\u001B\[[0-?]*[ -/]*[@-~]`;
const ESCAPE = String.raw`\u001B[ -/]*[0-OQ-WYZ\\\x60-~]`;
const CONTROL = String.raw`[\u0000-\u0006\u000E-\u001A\u001C-\u001F\u007F-\u009F]`;
const ACTING = new RegExp(`${STRING}|${CONTROL_SEQUENCE}|${ESCAPE}|${CONTROL}`, 'g');
const UNFINISHED = /\u001B(?:[PX^_\]][^\u0007\u001B]*\u001B?|\[[0-?]*[ -/]*|[ -/]*)$/;
const LONGEST_UNFINISHED = 65_536;

/**
 * What a terminal would act on rather than show, judged one by one as it comes in pieces:
 * control strings, control sequences, escapes and controls. What `keep` does not keep is left
 * out; so is the rest of a string that grows too long. Tabs and everything that moves the cursor
 * by a byte stays.
 */
export class SequenceFilter {
  readonly #keep: (sequence: string) => boolean;
  #unfinished = '';

  constructor(keep: (sequence: string) => boolean) {
    this.#keep = keep;
  }

  read(piece: string): string {
    const text = this.#unfinished + piece;
    const [tail = ''] = UNFINISHED.exec(text) ?? [];
    const isKept = tail.length <= LONGEST_UNFINISHED;
    this.#unfinished = isKept ? tail : '';
    return text
      .slice(0, text.length - tail.length)
      .replaceAll(ACTING, (found) => (this.#keep(found) ? found : ''));
  }
}
