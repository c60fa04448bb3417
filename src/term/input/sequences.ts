import { lockBits, without } from './modifiers.ts';

export const ESC = '\u001B';
export const CSI = `${ESC}[`;
export const SS3 = `${ESC}O`;

/** CSI number ; modifiers final, shortened to CSI final where a letter says it all. */
export function csiKey(number: number, modifiers: number, final: string): string {
  const held = without(modifiers, lockBits);
  if (held !== 0) return `${CSI}${number};${held + 1}${final}`;
  return `${CSI}${isImplied(number, final) ? '' : number}${final}`;
}

/** The number 1 stands before letters only to hold the place of the modifiers. */
export function isImplied(number: number, final: string): boolean {
  return number === 1 && final !== '~';
}
