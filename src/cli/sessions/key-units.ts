/** One key, or whatever else a terminal sends, as bytes in latin1. */
export interface KeyUnit {
  readonly raw: string;
  /** "ctrl+x" or a character; absent for all other keys. */
  readonly key: string | undefined;
  /** A key let go of, or a modifier pressed alone: nothing that a person means as a key. */
  readonly isSilent: boolean;
}

const SEQUENCE = /^\u001B\[[0-?]*[ -/]*[@-~]/;
// kitty's keyboard protocol, "code:alternates;modifiers:event;text u", and xterm's modifyOtherKeys
const KITTY = /^\u001B\[(\d+)(?::\d*)*(?:;(\d*)(?::(\d+))?)?(?:;[\d:]*)?u$/;
const XTERM = /^\u001B\[27;(\d+);(\d+)~$/;
const LOCKS = 64 | 128;
const CTRL = 4;
const RELEASE = '3';
const [FIRST_MODIFIER, LAST_MODIFIER] = [57_441, 57_454];

/** Cuts what a terminal sends into keys. A sequence that two pieces share is no key. */
export function keyUnits(text: string): readonly KeyUnit[] {
  const units: KeyUnit[] = [];
  for (let at = 0; at < text.length;) {
    const [raw = text.charAt(at)] = SEQUENCE.exec(text.slice(at)) ?? [];
    units.push(raw.length === 1 ? fromByte(raw) : fromSequence(raw));
    at += raw.length;
  }
  return units;
}

function fromByte(raw: string): KeyUnit {
  const code = raw.charCodeAt(0);
  const key = code < 0x20 ? controlKey(code + 0x40) : raw;
  return { raw, key: code < 0x7f ? key : undefined, isSilent: false };
}

function fromSequence(raw: string): KeyUnit {
  const [, code = '', modifiers = '', event = ''] = KITTY.exec(raw) ?? swapped(XTERM.exec(raw));
  const point = Number(code);
  const isModifier = point >= FIRST_MODIFIER && point <= LAST_MODIFIER;
  const isSilent = event === RELEASE || isModifier;
  const held = (Number(modifiers === '' ? 1 : modifiers) - 1) & ~LOCKS;
  const isCharacter = point > 0x20 && point < 0x7f;
  if (!isCharacter || (held !== 0 && held !== CTRL)) return { raw, key: undefined, isSilent };
  return { raw, key: held === CTRL ? controlKey(point) : String.fromCharCode(point), isSilent };
}

function swapped(match: RegExpExecArray | null): readonly string[] {
  const [whole = '', modifiers = '', code = ''] = match ?? [];
  return [whole, code, modifiers];
}

function controlKey(code: number): string {
  return `ctrl+${String.fromCharCode(code).toLowerCase()}`;
}
