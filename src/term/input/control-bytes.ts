/**
 * What Ctrl makes of an ASCII key (kitty keyboard protocol, "Legacy ctrl mapping of ASCII keys",
 * a superset of the VT100's table 3-5), and "`{|}" as in X11. Letters are lower case.
 * Undefined: Ctrl changes nothing.
 */
export function controlByteOf(character: string): string | undefined {
  const code = character.charCodeAt(0);
  if (character >= 'a' && character <= 'z') return String.fromCharCode(code - 0x60);
  return SYMBOLS.get(character);
}

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  [' ', '\u0000'],
  ['@', '\u0000'],
  ['`', '\u0000'],
  ['2', '\u0000'],
  ['[', '\u001B'],
  ['{', '\u001B'],
  ['3', '\u001B'],
  ['\\', '\u001C'],
  ['|', '\u001C'],
  ['4', '\u001C'],
  [']', '\u001D'],
  ['}', '\u001D'],
  ['5', '\u001D'],
  ['^', '\u001E'],
  ['~', '\u001E'],
  ['6', '\u001E'],
  ['_', '\u001F'],
  ['/', '\u001F'],
  ['7', '\u001F'],
  ['?', '\u007F'],
  ['8', '\u007F'],
]);
