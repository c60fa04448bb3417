import type { Key, KeyEvent } from '../key-event.ts';
import type { TerminalModes } from '../modes.ts';
import type { KittyForm } from './key-forms.ts';
import { legacyCharacter } from './legacy-character.ts';
import { legacyNamed } from './legacy-named.ts';
import { has, lockBits, modifierBits, without } from './modifiers.ts';
import { type KeyName, namedKeys } from './named-keys.ts';
import { CSI, isImplied } from './sequences.ts';
import { typedText } from './typed-text.ts';
import { isAscii, shiftedOf } from './us-layout.ts';

/** kitty keyboard protocol, "Progressive enhancement". */
const DISAMBIGUATE = 1;
const EVENT_TYPES = 2;
const ALTERNATE_KEYS = 4;
const ALL_KEYS = 8;
const ASSOCIATED_TEXT = 16;

const EVENT_NUMBERS = { press: 1, repeat: 2, release: 3 } as const;

/** A key event under the kitty keyboard flags of `modes`. Empty when nobody asked for it. */
export function kittyKey(pressed: KeyEvent, modes: TerminalModes): string {
  const flags = modes.kittyKeyboard;
  if (pressed.type === 'release' && !has(flags, EVENT_TYPES)) return '';
  const isOffKeypad = (flags & (DISAMBIGUATE | EVENT_TYPES | ALL_KEYS)) === EVENT_TYPES;
  const event = isOffKeypad ? { ...pressed, key: keyOffKeypad(pressed.key) } : pressed;
  if (!has(flags, ALL_KEYS)) {
    const plain = plainBytes(event, modes);
    if (plain !== undefined) return plain;
  }
  return escapeCode(event, flags);
}

/** The same key elsewhere on the keyboard: only DISAMBIGUATE and ALL_KEYS tell them apart. */
function keyOffKeypad(key: Key): Key {
  if (key.kind === 'character') return key;
  const { legacy } = namedKeys[key.name];
  return legacy.kind === 'twin' ? { kind: 'named', name: legacy.twin } : key;
}

/** What stays as it was before the protocol until a program asks for all keys as escape codes. */
function plainBytes(event: KeyEvent, modes: TerminalModes): string | undefined {
  const { key, modifiers, type } = event;
  if (key.kind === 'named') return plainNamed(key.name, event, modes);
  if (type !== 'release') {
    const text = typedText(key, modifiers);
    if (text !== '') return text;
  }
  const isLegacy =
    !has(modes.kittyKeyboard, DISAMBIGUATE) && eventNumber(event, modes.kittyKeyboard) === 1;
  return isLegacy && hasLegacyBytes(key.character, modifiers)
    ? legacyCharacter(key.character, modifiers)
    : undefined;
}

/** "Legacy text keys" are ASCII, and Ctrl+Shift+letter is none of them. */
function hasLegacyBytes(character: string, modifiers: number): boolean {
  const isCtrlShift = has(modifiers, modifierBits.ctrl) && has(modifiers, modifierBits.shift);
  return isAscii(character) && !(isCtrlShift && /[a-z]/.test(character));
}

function plainNamed(name: KeyName, event: KeyEvent, modes: TerminalModes): string | undefined {
  const { modifiers, type } = event;
  const flags = modes.kittyKeyboard;
  const { legacy } = namedKeys[name];
  if (legacy.kind === 'modifier') return '';
  if (isShellKey(name) && type === 'release') return '';
  if (isShellKey(name) && without(modifiers, lockBits) === 0) return legacyNamed(name, 0, modes);
  if (legacy.kind === 'keypad' && type !== 'release') {
    const text = typedText(event.key, modifiers);
    if (text !== '') return text;
  }
  const isPlainEscape = name === 'Escape' && without(modifiers, lockBits) === 0;
  const isLegacy =
    isPlainEscape || legacy.kind === 'keypad'
      ? !has(flags, DISAMBIGUATE) && eventNumber(event, flags) === 1
      : !has(flags, DISAMBIGUATE | EVENT_TYPES);
  return isLegacy ? legacyNamed(name, modifiers, modes) : undefined;
}

/** Enter, Tab and Backspace keep their bytes, so that "reset" can be typed after a crash. */
function isShellKey(name: KeyName): boolean {
  return name === 'Enter' || name === 'Tab' || name === 'Backspace';
}

/** CSI code : shifted ; modifiers : event ; text u, each part only when it says something. */
function escapeCode(event: KeyEvent, flags: number): string {
  const { number, final } = formOf(event, flags);
  const modifiers = modifiersDuring(event);
  const eventType = eventNumber(event, flags);
  const shifted = has(flags, ALTERNATE_KEYS) ? shiftedCode(event) : '';
  const text = has(flags, ASSOCIATED_TEXT) ? codePointsTyped(event) : '';
  const second =
    eventType > 1 ? `${modifiers + 1}:${eventType}` : modifiers > 0 ? String(modifiers + 1) : '';
  const isBare = isImplied(number, final) && second === '' && text === '';
  const fields = [isBare ? '' : `${number}${shifted}`, second, text];
  while (fields.at(-1) === '') fields.pop();
  return `${CSI}${fields.join(';')}${final}`;
}

function formOf({ key }: KeyEvent, flags: number): KittyForm {
  if (key.kind === 'character') return characterForm(key.character);
  const { legacy, kitty } = namedKeys[key.name];
  const isOnKeypad = has(flags, DISAMBIGUATE | ALL_KEYS);
  return legacy.kind === 'keypad' && !isOnKeypad ? characterForm(legacy.character) : kitty;
}

function characterForm(character: string): KittyForm {
  return { number: character.codePointAt(0) ?? 0, final: 'u' };
}

/** A modifier key counts as held while it is pressed, and no longer when it is released. */
function modifiersDuring({ key, modifiers, type }: KeyEvent): number {
  if (key.kind === 'character') return modifiers;
  const { legacy } = namedKeys[key.name];
  if (legacy.kind !== 'modifier') return modifiers;
  return type === 'release' ? without(modifiers, legacy.bit) : modifiers | legacy.bit;
}

function eventNumber({ type = 'press' }: KeyEvent, flags: number): number {
  return has(flags, EVENT_TYPES) ? EVENT_NUMBERS[type] : EVENT_NUMBERS.press;
}

function shiftedCode({ key, modifiers }: KeyEvent): string {
  if (key.kind === 'named' || !has(modifiers, modifierBits.shift)) return '';
  const shifted = shiftedOf(key.character);
  return shifted === undefined ? '' : `:${shifted.codePointAt(0)}`;
}

function codePointsTyped({ key, modifiers, type }: KeyEvent): string {
  if (type === 'release') return '';
  return Array.from(typedText(key, modifiers), (character) => character.codePointAt(0)).join(':');
}
