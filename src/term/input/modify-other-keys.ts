import type { Key } from '../key-event.ts';
import type { TerminalModes } from '../modes.ts';
import { controlByteOf } from './control-bytes.ts';
import { backspaceByte } from './legacy-named.ts';
import { has, lockBits, modifierBits, rareBits, without } from './modifiers.ts';
import type { KeyName } from './named-keys.ts';
import { CSI } from './sequences.ts';
import { shiftedOf } from './us-layout.ts';

const { shift, alt, ctrl } = modifierBits;

const CONTROL_KEYS: ReadonlyMap<KeyName, string> = new Map([
  ['Enter', '\r'],
  ['Tab', '\t'],
  ['Escape', '\u001B'],
]);

/**
 * CSI 27 ; modifiers ; code ~ for ordinary keys that XTMODKEYS 4 concerns, by the rules of
 * xterm's ModifyOtherKeys (input.c) with metaSendsEscape on. Undefined: the key goes as ever.
 */
export function modifyOtherKey(
  key: Key,
  modifiers: number,
  modes: TerminalModes,
): string | undefined {
  const held = without(modifiers, lockBits);
  if (modes.modifyOtherKeys === 0 || held === 0 || has(held, rareBits)) return undefined;
  const code = ordinaryCode(key, held, modes);
  if (code === undefined) return undefined;
  const isModified =
    key.kind === 'named'
      ? isNamedModified(key.name, held, modes.modifyOtherKeys)
      : isCharacterModified(code, held, modes.modifyOtherKeys);
  return isModified ? `${CSI}27;${held + 1};${code.codePointAt(0)}~` : undefined;
}

/** What the key types with Shift alone; undefined for cursor, function and keypad keys. */
function ordinaryCode(key: Key, held: number, modes: TerminalModes): string | undefined {
  if (key.kind === 'character') {
    return has(held, shift) ? (shiftedOf(key.character) ?? key.character) : key.character;
  }
  if (key.name === 'Backspace') return backspaceByte(held, modes);
  return CONTROL_KEYS.get(key.name);
}

function isNamedModified(name: KeyName, held: number, level: 1 | 2): boolean {
  if (name === 'Tab' && has(held, shift) && (level === 1 || held === shift)) return false;
  if (name === 'Backspace') return level === 2 && without(held, ctrl) !== 0;
  if (name === 'Escape') return level === 2;
  return level === 2 || !has(held, alt);
}

/**
 * Level 1 leaves alone what is well known: Shift for capitals and symbols, Alt as ESC, and Ctrl
 * where it makes a control. Level 2 leaves only Shift with a key that makes no control.
 */
function isCharacterModified(character: string, held: number, level: 1 | 2): boolean {
  const isControlInput = character >= '@' && character <= '\u007F';
  if (level === 2) return isControlInput || character === ' ' || held !== shift;
  if (!has(held, ctrl) || isControlInput) return false;
  // X11 makes no DEL of Ctrl and "?": xterm does, and only without modifyOtherKeys.
  return character === '?' || controlByteOf(character) === undefined;
}
