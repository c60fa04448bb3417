import type { Sequence } from '../parser/sequence.ts';
import type { Vt } from './vt.ts';

const MODIFY_OTHER_KEYS = 4;

/** XTMODKEYS: only resource 4, modifyOtherKeys, changes what keys send. */
export function setModifyKeys({ screen }: Vt, sequence: Sequence): void {
  const resource = sequence.value(0, 0);
  if (resource !== MODIFY_OTHER_KEYS && !sequence.isEmpty) return;
  const level = sequence.isEmpty ? 0 : sequence.value(1, 0);
  screen.modes.modifyOtherKeys = level === 1 || level === 2 ? level : 0;
}

/** XTMODKEYS with "n": the resource is off. */
export function resetModifyKeys({ screen }: Vt, sequence: Sequence): void {
  if (sequence.value(0, 0) === MODIFY_OTHER_KEYS) screen.modes.modifyOtherKeys = 0;
}

/** Kitty keyboard: "CSI > flags u". */
export function pushKeyboardFlags(vt: Vt, sequence: Sequence): void {
  vt.keyboard.push(sequence.value(0, 0));
  showFlags(vt);
}

/** Kitty keyboard: "CSI < count u". */
export function popKeyboardFlags(vt: Vt, sequence: Sequence): void {
  vt.keyboard.pop(sequence.atLeastOne(0));
  showFlags(vt);
}

/** Kitty keyboard: "CSI = flags ; how u". */
export function setKeyboardFlags(vt: Vt, sequence: Sequence): void {
  vt.keyboard.set(sequence.value(0, 0), sequence.atLeastOne(1));
  showFlags(vt);
}

/** Kitty keyboard: "CSI ? u". */
export function reportKeyboardFlags(vt: Vt): void {
  vt.reply(`\u001B[?${vt.keyboard.current}u`);
}

function showFlags({ screen, keyboard }: Vt): void {
  screen.modes.kittyKeyboard = keyboard.current;
}
