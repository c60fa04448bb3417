import { StetError } from '../base/errors.ts';
import {
  characterNamed,
  keyNames,
  modifierNamed,
  modifierNames,
  pressNamed,
} from './input/key-names.ts';
import { has, modifierBits } from './input/modifiers.ts';
import { nearestName } from '../base/nearest-name.ts';
import { isOneCodePoint, unshiftedOf } from './input/us-layout.ts';
import type { KeyPress } from './key-event.ts';

/**
 * Keys separated by blanks, such as "Escape : w q Enter".
 * Fails with KEY_UNKNOWN when there is none, or one that no keyboard has.
 */
export function parseKeys(written: string): readonly KeyPress[] {
  const names = written.split(/\s+/).filter((name) => name !== '');
  if (names.length === 0) throw unknownKey(written, 'it names no key');
  return names.map(parseKey);
}

/**
 * One key with its modifiers: "a", "Enter", "ctrl+shift+F5", "C-x", "M-Enter", "^C".
 * A capital or a shifted symbol of the US layout implies Shift, except that Ctrl and Super take a
 * letter in either case: "Ctrl+S" is Ctrl and s. "meta" is Alt. Fails with KEY_UNKNOWN.
 */
export function parseKey(written: string): KeyPress {
  const { modifiers, rest } = splitModifiers(written);
  const press = parseBareKey(rest, modifiers);
  if (press === undefined) throw unknownKey(written, reasonFor(rest), suggestionFor(rest));
  return { key: press.key, modifiers: press.modifiers | modifiers };
}

const MODIFIER = /^([A-Za-z]+)([+-])(.+)$/s;

function splitModifiers(written: string): { readonly modifiers: number; readonly rest: string } {
  let modifiers = 0;
  let rest = written;
  for (let match = MODIFIER.exec(rest); match !== null; match = MODIFIER.exec(rest)) {
    const [, name = '', separator = '', after = ''] = match;
    const bit = modifierNamed(name, separator);
    if (bit === undefined) break;
    modifiers |= bit;
    rest = after;
  }
  return { modifiers, rest };
}

function parseBareKey(rest: string, modifiers: number): KeyPress | undefined {
  const character = characterNamed(rest) ?? rest;
  if (isOneCodePoint(character)) {
    return isControl(character) ? undefined : characterPress(character, modifiers);
  }
  if (/^\^[@-_a-z?]$/.test(rest)) {
    const { key, modifiers: implied } = characterPress(rest.slice(1), modifierBits.ctrl);
    return { key, modifiers: implied | modifierBits.ctrl };
  }
  return pressNamed(rest);
}

function characterPress(character: string, modifiers: number): KeyPress {
  const unshifted = unshiftedOf(character);
  if (unshifted === undefined) return { key: { kind: 'character', character }, modifiers: 0 };
  const isLetter = unshifted.toUpperCase() === character;
  const isLabel = isLetter && has(modifiers, modifierBits.ctrl | modifierBits.super);
  return {
    key: { kind: 'character', character: unshifted },
    modifiers: isLabel ? 0 : modifierBits.shift,
  };
}

function isControl(character: string): boolean {
  return /^\p{Cc}$/u.test(character);
}

function reasonFor(rest: string): string {
  if (rest === '' || isModifierAlone(rest)) return 'it names no key';
  const [, modifier] = MODIFIER.exec(rest) ?? [];
  return modifier === undefined || pressNamed(rest) !== undefined
    ? `no key is called ${JSON.stringify(rest)}`
    : `no modifier is called ${JSON.stringify(modifier)}`;
}

function suggestionFor(rest: string): string | undefined {
  if (rest === '' || isModifierAlone(rest) || isControl(rest)) return undefined;
  const [, modifier] = MODIFIER.exec(rest) ?? [];
  return modifier === undefined
    ? nearestName(rest, keyNames)
    : nearestName(modifier, modifierNames);
}

function isModifierAlone(rest: string): boolean {
  return modifierNames.includes(rest.toLowerCase().replace(/[+-]$/, ''));
}

function unknownKey(written: string, reason: string, suggestion?: string): StetError {
  const message = `Cannot send the key ${JSON.stringify(written)}: ${reason}`;
  return suggestion === undefined
    ? new StetError('KEY_UNKNOWN', message)
    : new StetError('KEY_UNKNOWN', message, { hint: `Did you mean "${suggestion}"?` });
}
