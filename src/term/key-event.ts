import type { KeyName } from './input/named-keys.ts';

export type { KeyName } from './input/named-keys.ts';

/** A key by what it types without Shift (one code point, US layout), or by its name. */
export type Key =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'named'; readonly name: KeyName };

/** A key and what is held with it. */
export interface KeyPress {
  readonly key: Key;
  /** Sum of shift 1, alt 2, ctrl 4, super 8, hyper 16, meta 32, Caps Lock 64, Num Lock 128. */
  readonly modifiers: number;
}

/** Something that happened to a key. */
export interface KeyEvent extends KeyPress {
  /** Default "press". Programs hear of the other two only by the kitty keyboard protocol. */
  readonly type?: 'press' | 'repeat' | 'release';
}
