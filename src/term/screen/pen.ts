import type { StyleParts, StyleTable } from './style-table.ts';

const UNKNOWN = -1;

/** The rendition that the next printed cell gets. Its numbers are looked up when they are needed. */
export class Pen implements StyleParts {
  foreground = 0;
  background = 0;
  underlineColor = 0;
  flags = 0;
  link = 0;
  #style = 0;
  #blank = 0;

  /** A part was set: the style numbers are out of date. */
  changed(): void {
    this.#style = UNKNOWN;
    this.#blank = UNKNOWN;
  }

  /** The number of this rendition in the table. */
  style(table: StyleTable): number {
    if (this.#style === UNKNOWN) this.#style = table.intern(this);
    return this.#style;
  }

  /** The style of an erased cell: the background alone (xterm's "bce"). */
  blank(table: StyleTable): number {
    if (this.#blank !== UNKNOWN) return this.#blank;
    const { background } = this;
    this.#blank = background === 0 ? 0 : table.intern({ ...plain, background });
    return this.#blank;
  }

  reset(): void {
    this.set(plain);
  }

  set(parts: StyleParts): void {
    this.foreground = parts.foreground;
    this.background = parts.background;
    this.underlineColor = parts.underlineColor;
    this.flags = parts.flags;
    this.link = parts.link;
    this.changed();
  }

  parts(): StyleParts {
    const { foreground, background, underlineColor, flags, link } = this;
    return { foreground, background, underlineColor, flags, link };
  }
}

const plain: StyleParts = { foreground: 0, background: 0, underlineColor: 0, flags: 0, link: 0 };
