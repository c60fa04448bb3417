import { decodeText, encodeText } from '../base/lossless-text.ts';
import { endWithoutPadding } from './padding.ts';
import { Rendition } from './rendition.ts';
import { GRAPHICS, isMark, MOST_RENDITIONS, safeLink } from './saved-line.ts';
import { SavedLines } from './saved-lines.ts';

/**
 * The same lines as `savedLines` makes, of output in well-formed UTF-8: megabytes are read several
 * times as fast when nothing of them becomes a string on the way.
 */
export function linesOfBytes(output: Uint8Array): SavedLines {
  return new ByteWriter(output).rewrite();
}

/** Renditions met so far, in this and in other output. */
let plain = Rendition.plain();

const [TAB, LF, SO, SI, ESC, BEL, DEL] = [0x09, 0x0a, 0x0e, 0x0f, 0x1b, 0x07, 0x7f];
const NEWLINE = Uint8Array.of(LF);
const [BLANK, BACKSLASH, BRACKET, CLOSING, LETTER_M] = [0x20, 0x5c, 0x5b, 0x5d, 0x6d];
/** What begins a string: OSC, DCS, PM, APC, SOS. */
const STRINGS: ReadonlySet<number> = new Set([CLOSING, 0x50, 0x5e, 0x5f, 0x58]);
/** The lead byte of C1 controls, and of no-break space. */
const LATIN = 0xc2;
/** Digits, ":" and ";" of so many bytes make a number that stands for them alone. */
const KEY_BASE = 13;
const LONGEST_KEY = 8;
/** So that few outputs need more room than they have. */
const ROOM = 256;

class ByteWriter {
  readonly #input: Uint8Array;
  /** What was read so far: the room that is left always holds the rest of the text. */
  #at = 0;
  #out: Uint8Array;
  #length = 0;
  readonly #starts = [0];
  /** What is behind it are blanks in the default rendition: at the end of a line they are padding. */
  #solid = 0;
  #rendition = plain;
  #written = plain;
  #link = '';
  #writtenLink = '';
  #isGraphics = false;

  constructor(input: Uint8Array) {
    if (plain.familySize > MOST_RENDITIONS) plain = Rendition.plain();
    this.#rendition = plain;
    this.#written = plain;
    this.#input = input;
    this.#out = new Uint8Array(input.length + ROOM);
  }

  rewrite(): SavedLines {
    const input = this.#input;
    while (this.#at < input.length) {
      const at = this.#at;
      const byte = input[at];
      if (byte === LF) {
        this.#endLine();
        this.#write(NEWLINE);
        this.#solid = this.#length;
        this.#starts.push(this.#length);
        this.#at = at + 1;
      } else this.#at = byte === ESC ? this.#takeSequence(at) : this.#takeText(at);
    }
    this.#endLine();
    return SavedLines.in(this.#out.subarray(0, this.#length), this.#starts);
  }

  #endLine(): void {
    this.#length = this.#solid;
    this.#switchTo(plain, '');
    this.#solid = this.#length;
  }

  /** Takes text up to the next sequence, line or character set; gives back where it ends. */
  #takeText(start: number): number {
    const input = this.#input;
    let at = start;
    let size = 0;
    for (; at < input.length; at += size) {
      size = sizeOfControl(input, at);
      if (size === 0) break;
      if (isCharacterSet(input[at])) this.#isGraphics = input[at] === SO;
    }
    const first = input[at];
    if (first === undefined || first === ESC || first === LF) return at;
    if (this.#rendition !== this.#written || this.#link !== this.#writtenLink) {
      this.#switchTo(this.#rendition, this.#link);
      this.#solid = this.#length;
    }
    const from = this.#length;
    const end = this.#isGraphics ? this.#copyGraphics(at) : this.#copy(at);
    const isDefault = this.#rendition === plain && this.#link === '';
    const solid = isDefault ? endWithoutPadding(this.#out, from, this.#length) : this.#length;
    if (solid > from) this.#solid = solid;
    return end;
  }

  #copy(start: number): number {
    const input = this.#input;
    const { length } = input;
    const out = this.#out;
    let to = this.#length;
    let at = start;
    while (at < length) {
      const byte = input[at] ?? 0;
      if (byte >= BLANK && byte < DEL) {
        out[to] = byte;
        to += 1;
        at += 1;
      } else {
        if (byte === ESC || byte === LF || isCharacterSet(byte)) break;
        const dropped = sizeOfControl(input, at);
        if (dropped === 0) {
          out[to] = byte;
          to += 1;
        }
        at += dropped === 0 ? 1 : dropped;
      }
    }
    this.#length = to;
    return at;
  }

  #copyGraphics(start: number): number {
    const input = this.#input;
    let at = start;
    while (at < input.length) {
      const byte = input[at] ?? 0;
      if (byte === ESC || byte === LF || isCharacterSet(byte)) break;
      const dropped = sizeOfControl(input, at);
      if (dropped === 0) this.#write(GLYPHS.get(byte) ?? input.subarray(at, at + 1));
      at += dropped === 0 ? 1 : dropped;
    }
    return at;
  }

  /** Takes the sequence at `start`; gives back where it ends. Nearly every one is a simple SGR. */
  #takeSequence(start: number): number {
    const input = this.#input;
    if (input[start + 1] !== BRACKET) return this.#takeOther(start);
    let key = 0;
    for (let at = start + 2; at < input.length; at += 1) {
      const byte = input[at] ?? 0;
      if (byte === LETTER_M) {
        this.#setRendition(start + 2, at, key);
        return at + 1;
      }
      if (byte < 0x30 || byte > 0x3b) break;
      key = key * KEY_BASE + (byte - 0x2f);
    }
    return this.#takeOther(start);
  }

  #setRendition(from: number, to: number, key: number): void {
    if (from === to) this.#rendition = plain;
    else if (to - from > LONGEST_KEY) {
      this.#rendition = this.#rendition.after(decodeText(this.#input.subarray(from, to)));
    } else {
      const known = this.#rendition.afterKey(key);
      this.#rendition =
        known ?? this.#rendition.learn(key, decodeText(this.#input.subarray(from, to)));
    }
  }

  #takeOther(start: number): number {
    const input = this.#input;
    const kind = input[start + 1] ?? 0;
    if (kind === BRACKET) {
      const end = skip(input, skip(input, start + 2, 0x30, 0x3f), 0x20, 0x2f);
      const final = input[end] ?? 0;
      if (final >= 0x40 && final <= 0x7e) {
        const parameters = decodeText(input.subarray(start + 2, end));
        if (final === LETTER_M) this.#rendition = this.#rendition.after(parameters);
        return end + 1;
      }
    } else if (STRINGS.has(kind)) {
      const end = endOfString(input, start + 2);
      const last = input[end];
      const isWhole = last !== ESC || input[end + 1] === BACKSLASH;
      if (isWhole) {
        if (kind === CLOSING) this.#applyOsc(decodeText(input.subarray(start + 2, end)));
        return last === ESC ? end + 2 : last === BEL ? end + 1 : end;
      }
    }
    const end = skip(input, start + 1, 0x20, 0x2f);
    const final = input[end] ?? 0;
    return final >= 0x30 && final <= 0x7e ? end + 1 : end;
  }

  #applyOsc(body: string): void {
    if (isMark(body)) {
      this.#write(encodeText(`\u001B]${body}\u001B\\`));
      this.#solid = this.#length;
      return;
    }
    const link = body.slice(2);
    if (body.startsWith('8;') && link.includes(';')) this.#link = safeLink(link);
  }

  #switchTo(rendition: Rendition, link: string): void {
    if (link !== this.#writtenLink)
      this.#write(encodeText(`\u001B]8;${link === '' ? ';' : link}\u001B\\`));
    if (rendition !== this.#written)
      this.#write(this.#written === plain ? rendition.openingBytes : rendition.switchingBytes);
    this.#written = rendition;
    this.#writtenLink = link;
  }

  #write(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length + this.#input.length - this.#at;
    if (needed > this.#out.length) {
      const larger = new Uint8Array(needed * 2);
      larger.set(this.#out.subarray(0, this.#length));
      this.#out = larger;
    }
    let to = this.#length;
    for (let at = 0; at < bytes.length; at += 1) {
      this.#out[to] = bytes[at] ?? 0;
      to += 1;
    }
    this.#length = to;
  }
}

/** How many bytes a control takes that is left out; 0 where there is none. */
function sizeOfControl(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte < BLANK) return byte === TAB || byte === LF || byte === ESC ? 0 : 1;
  if (byte === DEL) return 1;
  return byte === LATIN && (bytes[at + 1] ?? 0) < 0xa0 ? 2 : 0;
}

function isCharacterSet(byte: number | undefined): boolean {
  return byte === SO || byte === SI;
}

/** Where bytes from `lowest` to `highest` end. */
function skip(bytes: Uint8Array, start: number, lowest: number, highest: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] ?? 0) >= lowest && (bytes[at] ?? 0) <= highest) at += 1;
  return at;
}

/** Where a string ends: at ESC, BEL, or with its line. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== ESC && bytes[at] !== BEL && bytes[at] !== LF) at += 1;
  return at;
}

const GLYPHS: ReadonlyMap<number, Uint8Array> = new Map(
  [...GRAPHICS].map(([key, glyph]) => [key.charCodeAt(0), encodeText(glyph)]),
);
