import { lockBits, without } from './modifiers.ts';

export const ESC = '\u001B';
export const CSI = `${ESC}[`;
export const SS3 = `${ESC}O`;

/** CSI number ; modifiers final; the number 1 and no modifiers are left out, as in terminfo. */
export function csiKey(number: number, modifiers: number, final: string): string {
  const held = without(modifiers, lockBits);
  if (held !== 0) return `${CSI}${number};${held + 1}${final}`;
  return `${CSI}${number === 1 ? '' : number}${final}`;
}
