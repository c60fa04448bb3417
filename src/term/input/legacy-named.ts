import { unreachable } from '../../base/errors.ts';
import type { TerminalModes } from '../modes.ts';
import { legacyCharacter } from './legacy-character.ts';
import { has, lockBits, modifierBits, rareBits, without } from './modifiers.ts';
import { type KeyName, namedKeys } from './named-keys.ts';
import { csiKey, ESC, SS3 } from './sequences.ts';

/**
 * A named key as xterm sends it: ctlseqs, "PC-Style Function Keys" and the keypad of
 * "VT220-Style Function Keys". What xterm has no bytes for goes in kitty's CSI u form, as kitty
 * itself does without being asked. Empty for a modifier key.
 */
export function legacyNamed(name: KeyName, modifiers: number, modes: TerminalModes): string {
  const { legacy, kitty } = namedKeys[name];
  const held = without(modifiers, lockBits);
  switch (legacy.kind) {
    case 'control':
      return has(held, rareBits)
        ? csiKey(kitty.number, held, 'u')
        : legacyControlKey(name, held, modes);
    case 'cursor':
      return held === 0 && modes.applicationCursorKeys
        ? SS3 + legacy.final
        : csiKey(1, held, legacy.final);
    case 'function':
      return held === 0 ? SS3 + legacy.final : csiKey(1, held, legacy.final);
    case 'tilde':
      return csiKey(legacy.number, held, '~');
    case 'keypad':
      return isApplicationKeypad(modifiers, modes)
        ? applicationKey(legacy.application, held)
        : keypadCharacter(legacy.character, held);
    case 'twin':
      return legacy.application !== undefined && isApplicationKeypad(modifiers, modes)
        ? applicationKey(legacy.application, held)
        : legacyNamed(legacy.twin, modifiers, modes);
    case 'modifier':
      return '';
    case 'none':
      return csiKey(kitty.number, held, 'u');
    default:
      return unreachable(legacy);
  }
}

/** Shift makes no other character of a keypad key, so with more held only CSI u can say it. */
function keypadCharacter(character: string, held: number): string {
  if (held === modifierBits.shift) return character;
  const bytes = has(held, modifierBits.shift) ? undefined : legacyCharacter(character, held);
  return bytes ?? csiKey(character.charCodeAt(0), held, 'u');
}

/** Num Lock puts the keypad back to numbers, as in xterm. */
function isApplicationKeypad(modifiers: number, modes: TerminalModes): boolean {
  return modes.applicationKeypad && !has(modifiers, modifierBits.numLock);
}

function applicationKey(final: string, held: number): string {
  return held === 0 ? SS3 + final : `${SS3}${held + 1}${final}`;
}

/** kitty keyboard protocol, "Legacy functional keys", table "C0 controls". */
function legacyControlKey(name: KeyName, held: number, modes: TerminalModes): string {
  const prefix = has(held, modifierBits.alt) ? ESC : '';
  if (name === 'Enter') return prefix + (modes.newLine ? '\r\n' : '\r');
  if (name === 'Backspace') return prefix + backspaceByte(held, modes);
  if (name === 'Escape') return prefix + ESC;
  return prefix + (has(held, modifierBits.shift) ? `${ESC}[Z` : '\t');
}

/** DECBKM chooses between BS and DEL; Ctrl sends the other one. */
export function backspaceByte(held: number, modes: TerminalModes): string {
  return has(held, modifierBits.ctrl) === modes.backspaceSendsBs ? '\u007F' : '\b';
}
