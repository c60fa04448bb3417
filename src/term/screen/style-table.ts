import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';

/** One bit per rendition; the underline's style (0 to 5 as in SGR 4:n) sits above them. */
export const styleFlag = {
  bold: 1,
  faint: 2,
  italic: 4,
  blink: 8,
  inverse: 16,
  invisible: 32,
  struck: 64,
  overlined: 128,
  protected: 256,
} as const;
/** The underline's style is `(flags >> underlineShift) & 7`. */
export const underlineShift = 9;

/** Colours as numbers: 0 is the default, else one of these two plus an index or 0xRRGGBB. */
export const indexedColor = 0x1000000;
export const rgbColor = 0x2000000;

/** What a style is made of. `link` is a number of the `LinkTable`, 0 for none. */
export interface StyleParts {
  readonly foreground: number;
  readonly background: number;
  readonly underlineColor: number;
  readonly flags: number;
  readonly link: number;
}

const INITIAL_CAPACITY = 256;

/** Numbers styles, equal ones alike. 0 is the default rendition without a link. */
export class StyleTable {
  count = 1;
  foreground = new Uint32Array(INITIAL_CAPACITY);
  background = new Uint32Array(INITIAL_CAPACITY);
  underlineColor = new Uint32Array(INITIAL_CAPACITY);
  flags = new Uint32Array(INITIAL_CAPACITY);
  link = new Uint32Array(INITIAL_CAPACITY);
  #slots = new Uint32Array(INITIAL_CAPACITY * 4);

  /** The number of a style, a new one if there was none like it. */
  intern(style: StyleParts): number {
    if (isDefault(style)) return 0;
    const mask = this.#slots.length - 1;
    let slot = hash(style) & mask;
    for (;;) {
      const id = this.#slots[slot] ?? 0;
      if (id === 0) return this.#add(style, slot);
      if (this.#equals(id, style)) return id;
      slot = (slot + 1) & mask;
    }
  }

  at(id: number): StyleParts {
    return {
      foreground: this.foreground[id] ?? 0,
      background: this.background[id] ?? 0,
      underlineColor: this.underlineColor[id] ?? 0,
      flags: this.flags[id] ?? 0,
      link: this.link[id] ?? 0,
    };
  }

  save(writer: ByteWriter): void {
    writer.number(this.count);
    for (let id = 1; id < this.count; id += 1) {
      const { foreground, background, underlineColor, flags, link } = this.at(id);
      for (const part of [foreground, background, underlineColor, flags, link]) writer.number(part);
    }
  }

  load(reader: ByteReader): void {
    const count = reader.number();
    for (let id = 1; id < count; id += 1) {
      const [foreground, background, underlineColor, flags, link] = [
        reader.number(),
        reader.number(),
        reader.number(),
        reader.number(),
        reader.number(),
      ];
      this.intern({ foreground, background, underlineColor, flags, link });
    }
  }

  #equals(id: number, style: StyleParts): boolean {
    return (
      this.foreground[id] === style.foreground &&
      this.background[id] === style.background &&
      this.flags[id] === style.flags &&
      this.underlineColor[id] === style.underlineColor &&
      this.link[id] === style.link
    );
  }

  #add(style: StyleParts, slot: number): number {
    const id = this.count;
    if (id === this.foreground.length) this.#grow();
    this.count += 1;
    this.foreground[id] = style.foreground;
    this.background[id] = style.background;
    this.underlineColor[id] = style.underlineColor;
    this.flags[id] = style.flags;
    this.link[id] = style.link;
    if (this.count * 4 > this.#slots.length) this.#rehash();
    else this.#slots[slot] = id;
    return id;
  }

  #grow(): void {
    this.foreground = doubled(this.foreground);
    this.background = doubled(this.background);
    this.underlineColor = doubled(this.underlineColor);
    this.flags = doubled(this.flags);
    this.link = doubled(this.link);
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let id = 1; id < this.count; id += 1) {
      let slot = hash(this.at(id)) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = id;
    }
  }
}

function isDefault(style: StyleParts): boolean {
  return (
    style.foreground === 0 &&
    style.background === 0 &&
    style.flags === 0 &&
    style.underlineColor === 0 &&
    style.link === 0
  );
}

function hash(style: StyleParts): number {
  const mixed =
    Math.imul(style.foreground, 0x9e3779b1) ^
    Math.imul(style.background, 0x85ebca6b) ^
    Math.imul(style.flags, 0xc2b2ae35) ^
    Math.imul(style.underlineColor, 0x27d4eb2f) ^
    Math.imul(style.link, 0x165667b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function doubled(values: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(values.length * 2);
  grown.set(values);
  return grown;
}
