import type { ByteReader } from '../bytes/byte-reader.ts';
import { corruptState } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';
import { Utf8Decoder } from '../bytes/utf8.ts';
import { ControlString } from './control-string.ts';
import type { StringKind } from './control-string.ts';
import { Sequence } from './sequence.ts';

/** What the parser found, in the order of the bytes. */
export interface ParserTarget {
  /** Prints the ASCII that begins at `from`, at least one byte of it, and returns the place after. */
  printAscii(bytes: Uint8Array, from: number): number;
  /** Prints what it can of the text that begins at `from`, if anything, and returns the place after. */
  printText(bytes: Uint8Array, from: number): number;
  print(code: number): void;
  /** LF outside of a sequence: returns the place before which nothing is left to do. */
  feedLine(bytes: Uint8Array, from: number): number;
  /** A C0 control other than ESC, CAN and SUB. */
  control(byte: number): void;
  /** `intermediate` is 0 without one, 0xff for more than one. */
  escape(intermediate: number, final: number): void;
  csi(sequence: Sequence): void;
  /** `sequence` matters for a DCS alone. */
  string(text: ControlString, sequence: Sequence): void;
}

const state = {
  ground: 0,
  escape: 1,
  escapeIntermediate: 2,
  csi: 3,
  csiIntermediate: 4,
  csiIgnore: 5,
  string: 6,
} as const;
const kinds: readonly StringKind[] = ['osc', 'dcs', 'apc', 'pm', 'sos'];
const introducers = new Map<number, StringKind>([
  [0x5d, 'osc'],
  [0x50, 'dcs'],
  [0x5f, 'apc'],
  [0x5e, 'pm'],
  [0x58, 'sos'],
]);
const limits = { osc: 1 << 20, dcs: 1 << 16, apc: 1 << 12, pm: 0, sos: 0 };
const REPLACEMENT = 0xfffd;
const LF = 0x0a;
const ESC = 0x1b;
/** After ESC. */
const CSI = 0x5b;

/**
 * The state machine of ECMA-48 and the VT500 over UTF-8 bytes. Input may be split anywhere.
 * C1 controls are recognized as code points U+0080 to U+009F, as in kitty, VTE and xterm.js; xterm
 * passes those over.
 */
export class Parser {
  readonly #target: ParserTarget;
  readonly #sequence = new Sequence();
  readonly #string = new ControlString(limits);
  readonly #utf8 = new Utf8Decoder();
  #state: number = state.ground;
  #intermediate = 0;
  /** The sequence under way is a DCS, not a CSI. */
  #isDcs = false;
  #lastOfString = 0;
  /** A sequence was broken by a character that shall not be printed. */
  #isSkipping = false;

  constructor(target: ParserTarget) {
    this.#target = target;
  }

  feed(bytes: Uint8Array): void {
    const end = bytes.length;
    let at = 0;
    while (at < end) {
      if (this.#utf8.isInside) at = this.#continueCharacter(bytes, at);
      else if (this.#state === state.ground) at = this.#readGround(bytes, at);
      else if (this.#state === state.csi) at = this.#readParameters(bytes, at);
      else if (this.#state === state.string) at = this.#readString(bytes, at);
      else {
        this.#step(bytes[at] ?? 0);
        at += 1;
      }
    }
  }

  save(writer: ByteWriter): void {
    const isInside = this.#state === state.string;
    writer.number(this.#state);
    writer.number(this.#state === state.escapeIntermediate ? this.#intermediate : 0);
    writer.number(isInside ? this.#lastOfString : 0);
    writer.boolean(this.#isDcs && this.#state >= state.csi);
    writer.boolean(this.#isSkipping);
    writer.numbers(this.#utf8.pending);
    const isReading = this.#state >= state.csi;
    writer.numbers(isReading ? this.#sequence.state : []);
    writer.number(isInside ? kinds.indexOf(this.#string.kind) : 0);
    writer.number(isInside ? this.#sequence.final : 0);
    writer.block(isInside ? this.#string.bytes : new Uint8Array());
    writer.number(isInside ? this.#string.length : 0);
  }

  load(reader: ByteReader): void {
    this.#state = reader.upTo(state.string);
    this.#intermediate = reader.upTo(0xff);
    this.#lastOfString = reader.upTo(0xff);
    this.#isDcs = reader.boolean();
    this.#isSkipping = reader.boolean();
    this.#utf8.pending = reader.numbers();
    this.#sequence.state = reader.numbers();
    const kind = kinds[reader.number()];
    if (kind === undefined) throw corruptState('it names no kind of control string');
    this.#sequence.final = reader.number();
    this.#string.begin(kind);
    this.#string.add(reader.block());
    this.#string.length = reader.number();
  }

  #readGround(bytes: Uint8Array, from: number): number {
    const end = bytes.length;
    let at = from;
    while (at < end) {
      const byte = bytes[at] ?? 0;
      if (byte >= 0x20 && byte < 0x7f) at = this.#target.printAscii(bytes, at);
      else if (byte === ESC) {
        at = this.#beginSequence(bytes, at + 1);
        if (this.#state !== state.ground) return at;
      } else if (byte >= 0x80) {
        at = this.#readText(bytes, at);
        if (this.#utf8.isInside || this.#state !== state.ground) return at;
      } else if (byte === LF) at = this.#target.feedLine(bytes, at + 1);
      else {
        at += 1;
        if (isControl(byte)) this.#target.control(byte);
      }
    }
    return at;
  }

  /** After ESC: a CSI that is whole and plain is read at once. */
  #beginSequence(bytes: Uint8Array, from: number): number {
    if (from === bytes.length || bytes[from] !== CSI) {
      this.#enterEscape();
      return from;
    }
    const sequence = this.#sequence;
    const at = sequence.readFromStart(bytes, from + 1);
    const final = at < bytes.length ? (bytes[at] ?? 0) : 0;
    if (final >= 0x40 && final < 0x7f) {
      sequence.final = final;
      this.#target.csi(sequence);
      return at + 1;
    }
    this.#state = state.csi;
    this.#isDcs = false;
    return at;
  }

  /** Text from a byte above ASCII on. What the target leaves is ill-formed, or goes one by one. */
  #readText(bytes: Uint8Array, from: number): number {
    const at = this.#target.printText(bytes, from);
    return at === from ? this.#continueCharacter(bytes, at) : at;
  }

  #continueCharacter(bytes: Uint8Array, from: number): number {
    let at = from;
    do {
      const byte = bytes[at] ?? 0;
      if (!this.#utf8.accept(byte)) {
        this.#emit(REPLACEMENT);
        return at;
      }
      at += 1;
    } while (this.#utf8.isInside && at < bytes.length);
    if (!this.#utf8.isInside) this.#emit(this.#utf8.code);
    return at;
  }

  #emit(code: number): void {
    if (code < 0xa0) {
      this.#isSkipping = false;
      this.#enterEscape();
      this.#step(code - 0x40);
    } else if (this.#isSkipping) this.#isSkipping = false;
    else this.#target.print(code);
  }

  #enterEscape(): void {
    this.#state = state.escape;
    this.#intermediate = 0;
  }

  #enterParameters(isDcs: boolean): void {
    this.#state = state.csi;
    this.#isDcs = isDcs;
    this.#sequence.begin();
  }

  #readParameters(bytes: Uint8Array, from: number): number {
    const sequence = this.#sequence;
    let at = from;
    do {
      at = sequence.readPlain(bytes, at);
      if (at === bytes.length) return at;
      this.#stepParameters(bytes[at] ?? 0);
      at += 1;
    } while (this.#state === state.csi);
    return at;
  }

  #stepParameters(byte: number): void {
    if (byte >= 0x40 && byte < 0x7f) this.#finishSequence(byte);
    else if (byte === 0x3a) this.#sequence.beginSub();
    else if (byte >= 0x3c && byte <= 0x3f) {
      if (this.#sequence.isEmpty && this.#sequence.prefix === 0) this.#sequence.prefix = byte;
      else this.#state = state.csiIgnore;
    } else if (byte >= 0x20 && byte < 0x30) {
      this.#sequence.collect(byte);
      this.#state = state.csiIntermediate;
    } else this.#interrupt(byte);
  }

  #finishSequence(final: number): void {
    this.#sequence.final = final;
    if (this.#isDcs) this.#enterString('dcs');
    else {
      this.#state = state.ground;
      this.#target.csi(this.#sequence);
    }
  }

  /** One byte of the states that are rare enough to be read byte by byte. */
  #step(byte: number): void {
    if (byte < 0x20 || byte >= 0x7f) this.#interrupt(byte);
    else if (this.#state === state.csiIgnore) this.#skipIgnored(byte);
    else if (this.#state === state.csiIntermediate) this.#stepIntermediate(byte);
    else if (byte < 0x30) {
      this.#intermediate = this.#intermediate === 0 ? byte : 0xff;
      this.#state = state.escapeIntermediate;
    } else if (this.#state === state.escape) this.#finishEscape(byte);
    else this.#dispatchEscape(byte);
  }

  #skipIgnored(byte: number): void {
    if (byte < 0x40) return;
    if (this.#isDcs) this.#enterString('sos');
    else this.#state = state.ground;
  }

  #stepIntermediate(byte: number): void {
    if (byte < 0x30) this.#sequence.collect(byte);
    else if (byte < 0x40) this.#state = state.csiIgnore;
    else this.#finishSequence(byte);
  }

  #finishEscape(byte: number): void {
    const kind = introducers.get(byte);
    if (byte === CSI) this.#enterParameters(false);
    else if (kind === 'dcs') this.#enterParameters(true);
    else if (kind === undefined) this.#dispatchEscape(byte);
    else this.#enterString(kind);
  }

  #dispatchEscape(final: number): void {
    this.#state = state.ground;
    this.#target.escape(this.#intermediate, final);
  }

  /** A control or a character above ASCII inside a sequence. */
  #interrupt(byte: number): void {
    if (byte === ESC) this.#enterEscape();
    else if (byte === 0x18 || byte === 0x1a) this.#state = state.ground;
    else if (byte === 0x7f) return;
    else if (byte < 0x20) {
      if (!this.#isDcs || this.#state < state.csi) this.#target.control(byte);
    } else if (this.#state === state.csiIgnore) return;
    else {
      this.#state = state.ground;
      this.#isSkipping = true;
      this.#continueCharacter(Uint8Array.of(byte), 0);
    }
  }

  #enterString(kind: StringKind): void {
    this.#state = state.string;
    if (kind !== 'dcs') this.#sequence.begin();
    this.#isDcs = false;
    this.#lastOfString = 0;
    this.#string.begin(kind);
  }

  #readString(bytes: Uint8Array, from: number): number {
    const isOsc = this.#string.kind === 'osc';
    let before = this.#lastOfString;
    let at = from;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === ESC || byte === 0x18 || byte === 0x1a) break;
      if (byte === 7 && isOsc) break;
      if (byte === 0x9c && before === 0xc2) break;
      before = byte;
    }
    if (at > from) this.#string.add(bytes.subarray(from, at));
    this.#lastOfString = before;
    if (at === bytes.length) return at;
    this.#endString(bytes[at] ?? 0);
    return at + 1;
  }

  #endString(byte: number): void {
    if (byte === 0x9c) this.#string.dropLast();
    this.#string.isBelEnded = byte === 7;
    this.#state = state.ground;
    if (byte !== 0x18 && byte !== 0x1a) this.#target.string(this.#string, this.#sequence);
    if (byte === ESC) this.#enterEscape();
  }
}

/** CAN, SUB and DEL mean nothing outside of a sequence. */
function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x18 && byte !== 0x1a;
}
