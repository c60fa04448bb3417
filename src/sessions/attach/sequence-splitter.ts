/** A piece of a terminal's byte stream: text with its plain controls, or one whole sequence. */
export interface Piece {
  readonly kind: 'text' | 'escape' | 'csi' | 'string';
  readonly bytes: Uint8Array;
}

const ESC = 0x1b;
const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;
/** Longer strings are pictures and the like; they are passed on in parts. */
const LONGEST_HELD = 4096;

type State = 'text' | 'escape' | 'csi' | 'string' | 'string-escape' | 'long' | 'long-escape';

/**
 * Cuts a byte stream into pieces, wherever it was split before. An unfinished sequence is held
 * until its end comes.
 */
export class SequenceSplitter {
  #state: State = 'text';
  #held: number[] = [];

  /** What is held of an unfinished sequence. */
  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  push(bytes: Uint8Array): readonly Piece[] {
    const pieces: Piece[] = [];
    let textFrom = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.#state === 'text') {
        if (byte !== ESC) continue;
        if (at > textFrom) pieces.push({ kind: 'text', bytes: bytes.slice(textFrom, at) });
        this.#begin();
      } else {
        const piece = this.#take(byte);
        if (piece !== undefined) pieces.push(piece);
      }
      textFrom = at + 1;
    }
    if (this.#state === 'text' && textFrom < bytes.length) {
      pieces.push({ kind: 'text', bytes: bytes.slice(textFrom) });
    }
    return pieces;
  }

  /** Gives out what is held, as it stands. */
  flush(): readonly Piece[] {
    return this.isHolding ? [this.#finish('text')] : [];
  }

  #begin(): void {
    this.#state = 'escape';
    this.#held = [ESC];
  }

  #take(byte: number): Piece | undefined {
    if (byte === CAN || byte === SUB) return this.#end(byte, 'text');
    switch (this.#state) {
      case 'escape':
        return this.#takeEscape(byte);
      case 'csi':
        if (byte === ESC) return this.#restart();
        return byte >= 0x40 && byte <= 0x7e ? this.#end(byte, 'csi') : this.#hold(byte);
      case 'string':
      case 'long':
        return this.#takeString(byte);
      case 'string-escape':
      case 'long-escape':
        return this.#end(byte, this.#state === 'long-escape' ? 'text' : 'string');
      case 'text':
        return undefined;
    }
  }

  #takeEscape(byte: number): Piece | undefined {
    if (byte === ESC) return this.#restart();
    if (byte === 0x5b) this.#state = 'csi';
    else if ([0x5d, 0x50, 0x5f, 0x5e, 0x58].includes(byte)) this.#state = 'string';
    else if (byte >= 0x30) return this.#end(byte, 'escape');
    return this.#hold(byte);
  }

  #takeString(byte: number): Piece | undefined {
    if (byte === BEL) return this.#end(byte, this.#state === 'long' ? 'text' : 'string');
    if (byte === ESC) this.#state = this.#state === 'long' ? 'long-escape' : 'string-escape';
    this.#held.push(byte);
    if (this.#held.length < LONGEST_HELD) return undefined;
    const bytes = Uint8Array.from(this.#held);
    this.#held = [];
    this.#state = this.#state.endsWith('escape') ? 'long-escape' : 'long';
    return { kind: 'text', bytes };
  }

  #hold(byte: number): undefined {
    this.#held.push(byte);
  }

  /** A new sequence begins before the last one ended. */
  #restart(): Piece {
    const piece = this.#finish('text');
    this.#begin();
    return piece;
  }

  #end(byte: number, kind: Piece['kind']): Piece {
    this.#held.push(byte);
    return this.#finish(kind);
  }

  #finish(kind: Piece['kind']): Piece {
    const bytes = Uint8Array.from(this.#held);
    this.#held = [];
    this.#state = 'text';
    return { kind, bytes };
  }
}
