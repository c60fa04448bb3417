import type { KeyPress } from '../../term/key-event.ts';

/** What was typed into one line of input, and where the cursor stood when that began. */
export interface TypedLine {
  readonly text: string;
  /** The logical line of the screen, and the offset in its text. */
  readonly line: number;
  readonly offset: number;
  /** Enter was not pressed yet. */
  readonly isOpen: boolean;
  /** It was typed before Enter at the end of the line before it had shown: they belong together. */
  readonly follows: boolean;
}

/** Where the cursor is: a logical line and an offset in its text. */
export interface TextPlace {
  readonly line: number;
  readonly offset: number;
}

const MOST_LINES = 64;
const LONGEST = 16_384;
/** What goes into a line, or one control character. */
const PARTS = /[ -~\u0080-\u{10FFFF}]+|[^]/gu;
const ENTER = /[\r\n]/;
const BACKSPACE = /[\b\u007F]/;
/** Ctrl-C, Ctrl-D, Ctrl-U and Ctrl-W: what stands before them is not the line any more. */
const DROPS = new Set(['\u0003', '\u0004', '\u0015', '\u0017']);

/** The newest lines that were typed into a session, to know their echo when it shows. */
export class TypedLines {
  #lines: TypedLine[];

  constructor(lines: readonly TypedLine[] = []) {
    this.#lines = [...lines];
  }

  get all(): readonly TypedLine[] {
    return this.#lines;
  }

  /** Text went in while the cursor stood at a place. */
  typed(text: string, place: TextPlace): void {
    for (const part of text.match(PARTS) ?? []) this.#type(part, place);
  }

  /** A key went in. */
  pressed({ key, modifiers }: KeyPress, place: TextPlace): void {
    const isPlain = (modifiers & ~1) === 0;
    if (key.kind === 'character' && isPlain) this.#type(key.character, place);
    else if (key.kind === 'character') this.#type(controlOf(key.character), place);
    else if (key.name === 'Enter' || key.name === 'KpEnter') this.#type('\r', place);
    else if (key.name === 'Backspace') this.#type('\b', place);
  }

  #type(part: string, place: TextPlace): void {
    if (ENTER.test(part) || DROPS.has(part)) {
      this.#changeOpen((line) => ({ ...line, isOpen: false }));
    } else if (BACKSPACE.test(part)) {
      this.#changeOpen((line) => ({ ...line, text: line.text.replace(/.$/su, '') }));
    } else if (part >= ' ') {
      if (!this.#isGoingOn(place)) this.#start(place);
      this.#changeOpen((line) => ({ ...line, text: (line.text + part).slice(0, LONGEST) }));
    }
  }

  /**
   * Where the cursor has gone to another line without Enter, a program may have taken what was typed
   * until then for itself, as a pager does. Nobody can tell: what follows counts in both ways.
   */
  #isGoingOn({ line }: TextPlace): boolean {
    const last = this.#lines.at(-1);
    return last?.isOpen === true && last.line === line;
  }

  #start(place: TextPlace): void {
    const last = this.#lines.at(-1);
    const follows = last?.isOpen === false && last.line === place.line;
    const line = { ...place, text: '', isOpen: true, follows };
    this.#lines = [...this.#lines, line].slice(-MOST_LINES);
  }

  #changeOpen(change: (line: TypedLine) => TypedLine): void {
    this.#lines = this.#lines.map((line) => (line.isOpen ? change(line) : line));
  }
}

function controlOf(character: string): string {
  return /^[a-z]$/.test(character) ? String.fromCharCode(character.charCodeAt(0) - 96) : '';
}
