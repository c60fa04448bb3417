import type { Key } from '../key-event.ts';
import { has, lockBits, modifierBits, without } from './modifiers.ts';
import { namedKeys } from './named-keys.ts';
import { shiftedOf } from './us-layout.ts';

/** The text that a key types with these modifiers held; empty when it types none. */
export function typedText(key: Key, modifiers: number): string {
  if (without(modifiers, lockBits | modifierBits.shift) !== 0) return '';
  if (key.kind === 'character') return shiftedCharacter(key.character, modifiers);
  const { legacy } = namedKeys[key.name];
  return legacy.kind === 'keypad' ? legacy.character : '';
}

/** The character under Shift and Caps Lock; Caps Lock concerns letters alone. */
export function shiftedCharacter(character: string, modifiers: number): string {
  const isLetter = character.toLowerCase() !== character.toUpperCase();
  const isCapital = isLetter && has(modifiers, modifierBits.capsLock);
  const isShifted = has(modifiers, modifierBits.shift) !== isCapital;
  return isShifted ? (shiftedOf(character) ?? character) : character;
}
