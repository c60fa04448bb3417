const PLAIN = "`1234567890-=[]\\;',./";
const SHIFTED = '~!@#$%^&*()_+{}|:"<>?';

/** What Shift makes of a key on the US layout; undefined when Shift changes nothing. */
export function shiftedOf(character: string): string | undefined {
  const at = PLAIN.indexOf(character);
  if (at >= 0) return SHIFTED[at];
  const upper = character.toUpperCase();
  return upper !== character && isOneCodePoint(upper) ? upper : undefined;
}

/** The key that types `character` together with Shift; undefined when it needs no Shift. */
export function unshiftedOf(character: string): string | undefined {
  const at = SHIFTED.indexOf(character);
  if (at >= 0) return PLAIN[at];
  const lower = character.toLowerCase();
  return lower !== character && shiftedOf(lower) === character ? lower : undefined;
}

export function isOneCodePoint(text: string): boolean {
  const code = text.codePointAt(0);
  return code !== undefined && String.fromCodePoint(code) === text;
}

export function isAscii(character: string): boolean {
  return character <= '\u007F';
}
