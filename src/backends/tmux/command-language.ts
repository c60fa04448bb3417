import { bytesOf, textOf } from '../../os/bytes.ts';

/**
 * tmux's command language (tmux(1), "COMMAND PARSING AND EXECUTION") in the three dialects that
 * hostile text has to survive: words of a command, formats, and names as tmux keeps them.
 */

/** Any text as one word of a tmux command; nothing in it is expanded or ends the command. */
export function word(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  let quoted = '';
  for (const byte of bytesOf(text)) {
    const character = String.fromCharCode(byte);
    const isPlain = byte >= 0x20 && byte < 0x7f && !'"\\$~'.includes(character);
    quoted += isPlain ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return `"${quoted}"`;
}

/**
 * Any text as a word for an argument that tmux expands as a format (-c, -n, -s, -T, rename-*):
 * `#` stands for itself. tmux leaves `#[` alone however many `#` there are.
 */
export function literal(text: string): string {
  return word(text.replaceAll(/#+(?!#*\[)/g, '$&$&'));
}

/** Takes back the strvis(3) of names: tmux shows a name `a\b` as `a\\b`, and doubles it again if given that. */
export function unescapeName(name: string): string {
  return name.replaceAll(/\\([0-7]{3}|[\s\S])/g, (_, code: string) =>
    code.length === 3 ? byteText(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
  );
}

/** tmux writes valid UTF-8 as it is, so a high byte in octal is one that is not. */
function byteText(byte: number): string {
  return textOf(Buffer.from([byte]));
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
  '0': '\0',
};

/** A name and its value as show-options prints them. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Splits a line of show-options and undoes args_escape() of tmux: quotes, then strvis(3). */
export function parseOption(line: string): NamedValue | undefined {
  const { name, value } = parseHook(line) ?? {};
  if (name === undefined || value === undefined) return undefined;
  const quoted = /^(["'])([\s\S]*)\1$/.exec(value)?.[2];
  return { name, value: unescapeName(quoted ?? value) };
}

/** Splits a line of show-hooks; its value is a command as it stands. */
export function parseHook(line: string): NamedValue | undefined {
  const space = line.indexOf(' ');
  if (space < 0) return line === '' ? undefined : { name: line, value: '' };
  return { name: line.slice(0, space), value: line.slice(space + 1) };
}

/** Reads `show-environment -s`: `NAME="value"; export NAME;` or `unset NAME;`, newlines as they are. */
export function parseEnvironment(
  output: string,
): readonly { readonly name: string; readonly value: string | null }[] {
  const entry = /^(?:([^=\s]+)="((?:[^"\\]|\\[\s\S])*)"; export \1;|unset ([^;\s]+);)$/gm;
  return [...output.matchAll(entry)].map(([, name, value, removed]) =>
    name === undefined
      ? { name: removed ?? '', value: null }
      : { name, value: (value ?? '').replaceAll(/\\([\s\S])/g, '$1') },
  );
}
