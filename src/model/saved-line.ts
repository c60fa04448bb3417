/**
 * "stet-lines-1": one logical line of a terminal as text that stands alone. Each line starts and
 * ends in the default rendition and holds nothing but printable text, TAB, SGR, OSC 8 hyperlinks
 * and marks (OSC 133, SetMark of OSC 1337), so that a saved line can never act on the terminal that shows it.
 * Sequences as in ECMA-48 and xterm's ctlseqs; DEC special graphics become their Unicode.
 */

import { Rendition } from './rendition.ts';

/** Turns a terminal's output, in which renditions run on from line to line, into saved lines. */
export function savedLines(output: string): readonly string[] {
  const writer = new LineWriter(output);
  return output.split('\n').map((line) => writer.rewrite(line));
}

/** Text of one look. */
export interface StyledText {
  /** Without a newline; other controls are left out. */
  readonly text: string;
  /** The parameters of the SGR that brings it about in default text; '' for the default. */
  readonly sgr: string;
  /** Parameters and address of an OSC 8 hyperlink, `id=a;https://…`; '' for none. */
  readonly link: string;
}

/** A saved line made of its parts, as `savedLines` makes it of their sequences. */
export function composedLine(parts: Iterable<StyledText>): string {
  return new LineWriter('').compose(parts);
}

/** One line that somebody may have tampered with, made safe to show. */
export function savedLine(line: string): string {
  const single = line.replaceAll('\n', ' ');
  return new LineWriter(single).rewrite(single);
}

/** The text of a saved line alone, for listings and comparisons. */
export function plainText(line: string): string {
  return line.replaceAll(SEQUENCE, '');
}

/** Renditions met so far, in this and in other output. */
let plain = Rendition.plain();
export const MOST_RENDITIONS = 4_096;

const ESC = '\u001B';
const SEQUENCE =
  /\u001B\[[\x30-\x3F]*[\x20-\x2F]*[\x40-\x7E]|\u001B[\]P_^X][^\u001B\u0007]*(?:\u001B\\|\u0007|$)|\u001B[\x20-\x2F]*[\x30-\x7E]?/g;
const NEXT_SEQUENCE = new RegExp(SEQUENCE.source, 'y');
const CONTROL = /[\0-\u0008\u000A-\u001F\u007F-\u009F]/g;
const NEEDS_WORK = /[\0-\u0008\u000A-\u001F\u007F-\u009F]/;
const CONTROL_BESIDES_ESC = /[\0-\u0008\u000B-\u001A\u001C-\u001F\u007F-\u009F]/;
const ANY_CONTROL = /[\0-\u001F\u007F-\u009F]/;
const SAFE_LINK = /^(?:https?|file|ftp|mailto):/i;
const MARK = /^(?:133;[ABCD](?:;\d{1,3})?|1337;SetMark)$/;
/** What the letters of the line drawing set show. */
export const GRAPHICS: ReadonlyMap<string, string> = new Map(
  Array.from('◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·').map((glyph, index) => [
    String.fromCharCode(0x60 + index),
    glyph,
  ]),
);

class LineWriter {
  /** Whether text holds controls to take out; most output has none but ESC. */
  readonly #hasControls: boolean;
  #rendition: Rendition;
  #link = '';
  #isGraphics = false;
  #written: Rendition;
  #writtenLink = '';
  #pending = '';
  #out = '';

  constructor(output: string) {
    if (plain.familySize > MOST_RENDITIONS) plain = Rendition.plain();
    this.#hasControls = CONTROL_BESIDES_ESC.test(output);
    this.#rendition = plain;
    this.#written = plain;
  }

  rewrite(line: string): string {
    this.#out = '';
    this.#pending = '';
    let at = 0;
    for (let next = line.indexOf(ESC); next >= 0; next = line.indexOf(ESC, at)) {
      if (next > at) this.#print(line.slice(at, next));
      at = this.#take(line, next);
    }
    if (at < line.length) this.#print(at === 0 ? line : line.slice(at));
    this.#switchTo(plain, '');
    return this.#out;
  }

  compose(parts: Iterable<StyledText>): string {
    for (const { text, sgr, link } of parts) {
      this.#rendition = sgr === '' ? plain : plain.after(sgr);
      if (link !== this.#link) this.#link = safeLink(link);
      this.#emit(NEEDS_WORK.test(text) ? text.replaceAll(CONTROL, '') : text);
    }
    this.#switchTo(plain, '');
    return this.#out;
  }

  /** Takes the sequence at `start`; gives back where it ends. Nearly every one is a simple SGR. */
  #take(line: string, start: number): number {
    const end = endOfSimpleSgr(line, start);
    if (end > 0) {
      this.#rendition = this.#rendition.after(line.slice(start + 2, end - 1));
      return end;
    }
    NEXT_SEQUENCE.lastIndex = start;
    const [sequence = ESC] = NEXT_SEQUENCE.exec(line) ?? [];
    if (sequence.startsWith(`${ESC}[`) && sequence.endsWith('m'))
      this.#rendition = this.#rendition.after(sequence.slice(2, -1));
    else if (sequence.startsWith(`${ESC}]`)) this.#applyOsc(oscBody(sequence));
    return start + sequence.length;
  }

  #print(text: string): void {
    if (!this.#hasControls) this.#emit(text);
    else for (const run of text.split(/([\u000E\u000F])/)) this.#printRun(run);
  }

  #printRun(run: string): void {
    if (run === '\u000E') this.#isGraphics = true;
    else if (run === '\u000F') this.#isGraphics = false;
    else {
      const clean = run.replaceAll(CONTROL, '');
      this.#emit(
        this.#isGraphics ? clean.replaceAll(/[`-~]/g, (key) => GRAPHICS.get(key) ?? key) : clean,
      );
    }
  }

  /** Default-rendition blanks wait: at the end of a line they are padding and are left out. */
  #emit(text: string): void {
    if (text === '') return;
    if (this.#rendition !== this.#written || this.#link !== this.#writtenLink) {
      this.#flush();
      this.#switchTo(this.#rendition, this.#link);
    }
    if (this.#rendition !== plain || this.#link !== '') {
      this.#out += text;
      return;
    }
    const length = lengthWithoutPadding(text);
    if (length > 0) {
      this.#flush();
      this.#out += length === text.length ? text : text.slice(0, length);
    }
    if (length < text.length) this.#pending += text.slice(length);
  }

  #flush(): void {
    if (this.#pending === '') return;
    this.#out += this.#pending;
    this.#pending = '';
  }

  #switchTo(rendition: Rendition, link: string): void {
    if (link !== this.#writtenLink) this.#out += `${ESC}]8;${link === '' ? ';' : link}${ESC}\\`;
    if (rendition !== this.#written)
      this.#out += this.#written === plain ? rendition.opening : rendition.switching;
    this.#written = rendition;
    this.#writtenLink = link;
  }

  #applyOsc(body: string): void {
    if (isMark(body)) {
      this.#flush();
      this.#out += `${ESC}]${body}${ESC}\\`;
      return;
    }
    const link = body.slice(2);
    if (body.startsWith('8;') && link.includes(';')) this.#link = safeLink(link);
  }
}

/** Whether the body of an OSC marks a prompt, output or a place: nothing that acts. */
export function isMark(body: string): boolean {
  return MARK.test(body);
}

/** The parameters and address of a link that may be shown; '' for others. */
export function safeLink(link: string): string {
  const isSafe = SAFE_LINK.test(link.slice(link.indexOf(';') + 1)) && !ANY_CONTROL.test(link);
  return isSafe ? link : '';
}

/** Where a sequence of ESC, "[", digits, ";" and ":", and "m" ends; 0 when it is another one. */
function endOfSimpleSgr(line: string, start: number): number {
  if (line.charCodeAt(start + 1) !== 0x5b) return 0;
  for (let at = start + 2; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === 0x6d) return at + 1;
    if (code < 0x30 || code > 0x3b) return 0;
  }
  return 0;
}

/** Text of nothing but white space is padding as a whole; at the end of other text, blanks are. */
function lengthWithoutPadding(text: string): number {
  const first = text.charCodeAt(0);
  if ((first <= 0x20 || first > 0x7e) && text.trimEnd() === '') return 0;
  let length = text.length;
  while (text.charCodeAt(length - 1) === 0x20) length -= 1;
  return length;
}

function oscBody(sequence: string): string {
  return sequence.slice(2).replace(/(?:\u001B\\|\u0007)$/, '');
}
