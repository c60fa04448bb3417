import { modifierBits } from './modifiers.ts';

/** How a key without a character is sent: before the kitty keyboard protocol, and by it. */
export interface NamedKey {
  readonly legacy: LegacyForm;
  /** CSI number ; modifiers final. A number 1 is left out when nothing follows it. */
  readonly kitty: KittyForm;
}

export interface KittyForm {
  readonly number: number;
  readonly final: string;
}

type LegacyForm =
  /** Enter, Tab, Escape and Backspace: C0 controls. */
  | { readonly kind: 'control' }
  /** CSI final, or SS3 final under DECCKM. */
  | { readonly kind: 'cursor'; readonly final: string }
  /** SS3 final, or CSI 1 ; modifiers final. */
  | { readonly kind: 'function'; readonly final: string }
  | { readonly kind: 'tilde'; readonly number: number }
  /** The character that the key types, or SS3 final under DECKPAM. */
  | { readonly kind: 'keypad'; readonly character: string; readonly application: string }
  /** The same key elsewhere on the keyboard; SS3 final under DECKPAM when there is one. */
  | { readonly kind: 'twin'; readonly twin: Twin; readonly application?: string }
  /** Sends nothing before the kitty protocol; `bit` is the modifier that it holds, if one. */
  | { readonly kind: 'modifier'; readonly bit: number }
  | { readonly kind: 'none' };

type Twin =
  | 'Enter'
  | 'Left'
  | 'Right'
  | 'Up'
  | 'Down'
  | 'PageUp'
  | 'PageDown'
  | 'Home'
  | 'End'
  | 'Insert'
  | 'Delete';

export function control(number: number): NamedKey {
  return { legacy: { kind: 'control' }, kitty: { number, final: 'u' } };
}

export function cursor(final: string): NamedKey {
  return { legacy: { kind: 'cursor', final }, kitty: { number: 1, final } };
}

export function programFunction(final: string, kitty: KittyForm = { number: 1, final }): NamedKey {
  return { legacy: { kind: 'function', final }, kitty };
}

/** `kittyNumber` where the kitty protocol gave the key a number of its own. */
export function tilde(number: number, kittyNumber?: number): NamedKey {
  const kitty =
    kittyNumber === undefined ? { number, final: '~' } : { number: kittyNumber, final: 'u' };
  return { legacy: { kind: 'tilde', number }, kitty };
}

export function keypad(character: string, application: string, number: number): NamedKey {
  return { legacy: { kind: 'keypad', character, application }, kitty: { number, final: 'u' } };
}

export function keypadTwin(twin: Twin, number: number, application?: string): NamedKey {
  const legacy: LegacyForm =
    application === undefined ? { kind: 'twin', twin } : { kind: 'twin', twin, application };
  return { legacy, kitty: { number, final: 'u' } };
}

export function modifier(number: number, held?: keyof typeof modifierBits): NamedKey {
  const bit = held === undefined ? 0 : modifierBits[held];
  return { legacy: { kind: 'modifier', bit }, kitty: { number, final: 'u' } };
}

export function kittyOnly(number: number): NamedKey {
  return { legacy: { kind: 'none' }, kitty: { number, final: 'u' } };
}
