import { printable } from './printable.ts';

/** A word as a person can paste it into bash, zsh or fish; controls need bash or zsh. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  const quoted = word.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`);
  const isPlain = printable(word) === word;
  if (!isPlain) return `$'${printable(quoted)}'`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
