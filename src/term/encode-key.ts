import { encodeText } from '../base/lossless-text.ts';
import { kittyKey } from './input/kitty-key.ts';
import { legacyCharacter } from './input/legacy-character.ts';
import { legacyNamed } from './input/legacy-named.ts';
import { lockBits, without } from './input/modifiers.ts';
import { modifyOtherKey } from './input/modify-other-keys.ts';
import { csiKey } from './input/sequences.ts';
import type { KeyEvent } from './key-event.ts';
import type { TerminalModes } from './modes.ts';

/**
 * The bytes that a terminal in `modes` sends for a key event. Empty when the program did not ask
 * for such an event: a release or a lone modifier key outside the kitty keyboard protocol.
 * Kitty keyboard flags outrank modifyOtherKeys. Sources: xterm's ctlseqs and input.c, and
 * https://sw.kovidgoyal.net/kitty/keyboard-protocol/.
 */
export function encodeKey(event: KeyEvent, modes: TerminalModes): Uint8Array {
  return encodeText(modes.kittyKeyboard === 0 ? legacyKey(event, modes) : kittyKey(event, modes));
}

function legacyKey({ key, modifiers, type }: KeyEvent, modes: TerminalModes): string {
  if (type === 'release') return '';
  const modified = modifyOtherKey(key, modifiers, modes);
  if (modified !== undefined) return modified;
  if (key.kind === 'named') return legacyNamed(key.name, modifiers, modes);
  return (
    legacyCharacter(key.character, modifiers) ??
    csiKey(key.character.codePointAt(0) ?? 0, without(modifiers, lockBits), 'u')
  );
}
