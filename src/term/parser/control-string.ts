/** The five kinds of control strings of ECMA-48. */
export type StringKind = 'osc' | 'dcs' | 'apc' | 'pm' | 'sos';

const INITIAL_CAPACITY = 256;

/** Collects the bytes of a control string, of which it keeps no more than a limit. */
export class ControlString {
  kind: StringKind = 'osc';
  /** Bytes that came, kept or not. */
  length = 0;
  /** It ended with BEL, and so shall the answer to it. */
  isBelEnded = false;
  #kept = new Uint8Array(INITIAL_CAPACITY);
  #size = 0;
  readonly #limits: Readonly<Record<StringKind, number>>;

  /** `limits` are in bytes. */
  constructor(limits: Readonly<Record<StringKind, number>>) {
    this.#limits = limits;
  }

  begin(kind: StringKind): void {
    this.kind = kind;
    this.length = 0;
    this.#size = 0;
    if (this.#kept.length > INITIAL_CAPACITY * 64) this.#kept = new Uint8Array(INITIAL_CAPACITY);
  }

  /** The bytes that were kept; valid until the next string begins. */
  get bytes(): Uint8Array {
    return this.#kept.subarray(0, this.#size);
  }

  get isCut(): boolean {
    return this.#size < this.length;
  }

  add(bytes: Uint8Array): void {
    this.length += bytes.length;
    const room = Math.min(bytes.length, this.#limits[this.kind] - this.#size);
    if (room <= 0) return;
    this.#reserve(this.#size + room);
    this.#kept.set(room === bytes.length ? bytes : bytes.subarray(0, room), this.#size);
    this.#size += room;
  }

  /** Forgets the last byte: it began the terminator. */
  dropLast(): void {
    if (this.#size === this.length) this.#size -= 1;
    this.length -= 1;
  }

  #reserve(size: number): void {
    if (size <= this.#kept.length) return;
    const grown = new Uint8Array(Math.max(size, this.#kept.length * 2));
    grown.set(this.#kept);
    this.#kept = grown;
  }
}
