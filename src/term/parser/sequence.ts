/** More parameters than this are ignored, as in xterm. */
const MOST_PARAMETERS = 32;
const LARGEST = 99_999_999;
const OMITTED = -1;
const ZERO = 0x30;
/** As a digit. */
const SEMICOLON = 0x3b - ZERO;

/** The parameters, prefix and intermediate byte of a CSI or DCS sequence. One object serves them all. */
export class Sequence {
  /** "<", "=", ">" or "?" as a byte; 0 without. */
  prefix = 0;
  /** The intermediate byte; 0 without, 0xff for more than one, which nothing uses. */
  intermediate = 0;
  final = 0;
  /** Values so far, subparameters included; at least 1. */
  count = 1;
  readonly #values = new Int32Array(MOST_PARAMETERS);
  /** A bit for each value that came after ":". */
  #subs = 0;
  #isFull = false;

  constructor() {
    this.begin();
  }

  begin(): void {
    this.prefix = 0;
    this.intermediate = 0;
    this.final = 0;
    this.count = 1;
    this.#isFull = false;
    this.#values[0] = OMITTED;
    this.#subs = 0;
  }

  get isEmpty(): boolean {
    return this.count === 1 && this.#values[0] === OMITTED;
  }

  /** Begins anew and reads like `readPlain`, a prefix included. */
  readFromStart(bytes: Uint8Array, from: number): number {
    this.begin();
    const byte = from < bytes.length ? (bytes[from] ?? 0) : 0;
    if (byte < 0x3c || byte > 0x3f) return this.readPlain(bytes, from);
    this.prefix = byte;
    return this.readPlain(bytes, from + 1);
  }

  /** Reads digits and ";" from `from` on and returns the place of the first other byte. */
  readPlain(bytes: Uint8Array, from: number): number {
    const values = this.#values;
    const end = bytes.length;
    let count = this.count;
    let value = values[count - 1] ?? OMITTED;
    let at = from;
    for (; at < end; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit >= 0 && digit <= 9) {
        if (value < LARGEST) value = value < 0 ? digit : value * 10 + digit;
      } else if (digit !== SEMICOLON) break;
      else if (count === MOST_PARAMETERS) this.#isFull = true;
      else {
        values[count - 1] = value < LARGEST ? value : LARGEST;
        value = OMITTED;
        count += 1;
      }
    }
    this.count = count;
    if (!this.#isFull) values[count - 1] = value < LARGEST ? value : LARGEST;
    return at;
  }

  /** A ":" came. */
  beginSub(): void {
    if (this.count === MOST_PARAMETERS) {
      this.#isFull = true;
      return;
    }
    this.#values[this.count] = OMITTED;
    this.#subs |= 1 << this.count;
    this.count += 1;
  }

  collect(byte: number): void {
    this.intermediate = this.intermediate === 0 ? byte : 0xff;
  }

  /** A value; `fallback` when it was omitted or never there. */
  value(at: number, fallback: number): number {
    const value = at < this.count ? (this.#values[at] ?? OMITTED) : OMITTED;
    return value < 0 ? fallback : value;
  }

  /** A count: omitted and 0 both mean 1. */
  atLeastOne(at: number): number {
    const value = at < this.count ? (this.#values[at] ?? OMITTED) : OMITTED;
    return value < 1 ? 1 : value;
  }

  /** The place after the subparameters that stand at `at`, if any. */
  afterSubs(at: number): number {
    let next = at;
    if (this.#subs !== 0) while (this.isSub(next)) next += 1;
    return next;
  }

  isSub(at: number): boolean {
    return at < this.count && ((this.#subs >>> at) & 1) === 1;
  }

  /** Everything, for a saved state. */
  get state(): readonly number[] {
    const values = Array.from(this.#values.subarray(0, this.count), (value) => value + 1);
    const subs = Array.from(values, (_, at) => (this.isSub(at) ? 1 : 0));
    return [this.prefix, this.intermediate, this.#isFull ? 1 : 0, ...values, ...subs];
  }

  set state([prefix = 0, intermediate = 0, isFull = 0, ...parameters]: readonly number[]) {
    this.begin();
    this.prefix = prefix;
    this.intermediate = intermediate;
    this.#isFull = isFull === 1;
    this.count = Math.min(MOST_PARAMETERS, Math.max(1, parameters.length >> 1));
    for (let at = 0; at < this.count; at += 1) {
      this.#values[at] = (parameters[at] ?? 0) - 1;
      if (parameters[at + this.count] === 1) this.#subs |= 1 << at;
    }
  }
}
