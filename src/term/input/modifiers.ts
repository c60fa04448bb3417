/** The bit of every modifier in a key event, as in the kitty keyboard protocol ("Modifiers"). */
export const modifierBits = {
  shift: 1,
  alt: 2,
  ctrl: 4,
  super: 8,
  hyper: 16,
  meta: 32,
  capsLock: 64,
  numLock: 128,
} as const;

/** Caps Lock and Num Lock: states of the keyboard, which the legacy encodings cannot say. */
export const lockBits = modifierBits.capsLock | modifierBits.numLock;

/** Super, Hyper and Meta: held like Shift, but unknown to the encodings before kitty's. */
export const rareBits = modifierBits.super | modifierBits.hyper | modifierBits.meta;

export function has(modifiers: number, bits: number): boolean {
  return (modifiers & bits) !== 0;
}

export function without(modifiers: number, bits: number): number {
  return modifiers & ~bits;
}
