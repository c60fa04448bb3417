import type { StyleParts, StyleTable } from './style-table.ts';

/** The rendition that the next printed cell gets. Its numbers are looked up when they are needed. */
export class Pen implements StyleParts {
  foreground = 0;
  background = 0;
  underlineColor = 0;
  flags = 0;
  link = 0;
  /** False once a part was set and the two style numbers below are out of date. */
  isFresh = true;
  #style = 0;
  #blank = 0;

  /** The number of this rendition in the table. */
  style(table: StyleTable): number {
    if (!this.isFresh) this.#refresh(table);
    return this.#style;
  }

  /** The style of an erased cell: the background alone (xterm's "bce"). */
  blank(table: StyleTable): number {
    if (!this.isFresh) this.#refresh(table);
    return this.#blank;
  }

  reset(): void {
    this.set({ foreground: 0, background: 0, underlineColor: 0, flags: 0, link: 0 });
  }

  set(parts: StyleParts): void {
    this.foreground = parts.foreground;
    this.background = parts.background;
    this.underlineColor = parts.underlineColor;
    this.flags = parts.flags;
    this.link = parts.link;
    this.isFresh = false;
  }

  parts(): StyleParts {
    const { foreground, background, underlineColor, flags, link } = this;
    return { foreground, background, underlineColor, flags, link };
  }

  #refresh(table: StyleTable): void {
    this.#style = table.intern(this);
    const { background } = this;
    this.#blank =
      background === 0
        ? 0
        : table.intern({ foreground: 0, background, underlineColor: 0, flags: 0, link: 0 });
    this.isFresh = true;
  }
}
