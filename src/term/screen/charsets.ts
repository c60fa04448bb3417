const GRAPHICS = '◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·';
const graphics = Uint32Array.from({ length: GRAPHICS.length }, (_, at) => GRAPHICS.charCodeAt(at));

/** The designator byte of ASCII, of the British set and of DEC special graphics. */
export const ascii = 0x42;
const BRITISH = 0x41;
const DEC_GRAPHICS = 0x30;

/** The four designated sets and the one in use (ECMA-35: G0 to G3, locking and single shifts). */
export class Charsets {
  designated = [ascii, ascii, ascii, ascii];
  shift = 0;
  /** The set for the next character alone, -1 for none. */
  singleShift = -1;
  /** True while characters print as themselves. */
  isPlain = true;

  /** Sets that we do not have, the national ones, are not designated: as xterm without DECNRCM. */
  designate(set: number, designator: number): void {
    if (designator !== ascii && designator !== BRITISH && designator !== DEC_GRAPHICS) return;
    this.designated[set] = designator;
    this.update();
  }

  invoke(set: number): void {
    this.shift = set;
    this.update();
  }

  shiftOnce(set: number): void {
    this.singleShift = set;
    this.isPlain = false;
  }

  reset(): void {
    this.designated = [ascii, ascii, ascii, ascii];
    this.shift = 0;
    this.singleShift = -1;
    this.isPlain = true;
  }

  update(): void {
    const set = this.designated[this.shift];
    this.isPlain = this.singleShift < 0 && set !== DEC_GRAPHICS && set !== BRITISH;
  }

  /** The code point that a printed one stands for in the set in use. */
  translate(code: number): number {
    const set = this.designated[this.singleShift < 0 ? this.shift : this.singleShift];
    if (this.singleShift >= 0) {
      this.singleShift = -1;
      this.update();
    }
    if (set === DEC_GRAPHICS && code >= 0x60 && code <= 0x7e) return graphics[code - 0x60] ?? code;
    if (set === DEC_GRAPHICS && code === 0x5f) return 0x20;
    return set === BRITISH && code === 0x23 ? 0xa3 : code;
  }
}
