import { controlByteOf } from './control-bytes.ts';
import { has, lockBits, modifierBits, rareBits, without } from './modifiers.ts';
import { ESC } from './sequences.ts';
import { shiftedCharacter } from './typed-text.ts';
import { isAscii, shiftedOf } from './us-layout.ts';

/**
 * A character key as every terminal has sent it since the VT100: text, C0 controls, and ESC
 * before either for Alt. Undefined for what these bytes cannot say.
 */
export function legacyCharacter(character: string, modifiers: number): string | undefined {
  if (has(modifiers, rareBits)) return undefined;
  const held = without(modifiers, lockBits);
  const prefix = has(held, modifierBits.alt) ? ESC : '';
  if (has(held, modifierBits.ctrl)) {
    return isAscii(character) ? prefix + legacyControl(character, held) : undefined;
  }
  return prefix + shiftedCharacter(character, prefix === '' ? modifiers : held);
}

/** Ctrl acts on the symbol that Shift selects, and on a letter in either case (as in xterm). */
function legacyControl(character: string, modifiers: number): string {
  const isSymbol = character.toUpperCase() === character;
  const isShifted = isSymbol && has(modifiers, modifierBits.shift);
  const target = isShifted ? (shiftedOf(character) ?? character) : character;
  return controlByteOf(target) ?? target;
}
