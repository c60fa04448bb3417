/** One word of a session file's `launch` line, which kitty takes apart as a POSIX shell would. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

/** The words of a `launch` line (Python's shlex.split); undefined when a quote is left open. */
export function splitWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (const [part] of line.matchAll(PART)) {
    if (/^\s/.test(part)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (part === "'" || part === '"') return undefined;
    else word = (word ?? '') + unquoted(part);
  }
  return word === undefined ? words : [...words, word];
}

const PART = /\s+|'[^']*'|"(?:\\[^]|[^"\\])*"|\\[^]|[^\s'"\\]+|['"\\]/g;

function unquoted(part: string): string {
  if (part.startsWith("'")) return part.slice(1, -1);
  if (part.startsWith('"')) return part.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
  return part.startsWith('\\') ? part.slice(1) : part;
}

/**
 * Whether a text can stand in one line of a session file as it is. kitty splits the file at every
 * character that Python takes for the end of a line, and cuts blanks off both ends.
 */
export function fitsLine(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(text);
}
