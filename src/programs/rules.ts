import { baseName } from './shell/program.ts';

/**
 * One entry of a user's list of programs, in the forms that tmux-resurrect has as well:
 * `htop` names an executable, `npm run dev` the words that a command begins with, `~text` any
 * command line that contains the text, and `*` everything. `a->b` matches as `a` does and runs `b`
 * in its place, where a word `*` stands for the words behind those that matched.
 */
export type Rule = string;

/** What one list says of a command. */
export interface Match {
  readonly rule: Rule;
  /** The words to run, where the rule replaces them. */
  readonly argv?: readonly string[];
}

/** The first entry that names a command; one that matches everything counts last. */
export function firstMatch(rules: readonly Rule[], argv: readonly string[]): Match | undefined {
  const lines = [argv, scriptOf(argv)].map(lineOf);
  for (const rule of rules) {
    const arrow = rule.indexOf('->');
    const wanted = arrow === -1 ? rule : rule.slice(0, arrow);
    const rest = wordsBehind(wanted.trim(), argv, lines);
    if (rest === undefined) continue;
    return arrow === -1 ? { rule } : { rule, argv: replaced(rule.slice(arrow + 2), rest) };
  }
  return undefined;
}

export function matchesAll(rules: readonly Rule[]): boolean {
  return rules.includes('*');
}

/** A command line and what it may be called by. */
interface Line {
  readonly names: readonly string[];
  readonly words: readonly string[];
}

function lineOf([command = '', ...words]: readonly string[]): Line {
  return { names: [baseName(command), command], words };
}

/** The words behind those that matched; undefined when it does not match. */
function wordsBehind(
  wanted: string,
  argv: readonly string[],
  lines: readonly Line[],
): readonly string[] | undefined {
  if (wanted === '' || wanted === '*') return undefined;
  if (wanted.startsWith('~')) {
    return wordsBehindText(wanted.slice(1).trim(), argv);
  }
  const [name = '', ...leading] = wanted.split(/\s+/);
  const named = lines.find(
    ({ names, words }) => names.includes(name) && leading.every((word, at) => words[at] === word),
  );
  return named?.words.slice(leading.length);
}

/** What `node /usr/bin/vite --port 1` is to the person who typed it: a script, with its words. */
function scriptOf(argv: readonly string[]): readonly string[] {
  if (!/^(node|bun|python[\d.]*|ruby|perl)$/.test(baseName(argv[0] ?? ''))) return [];
  const script = argv.findIndex((word, at) => at > 0 && !word.startsWith('-'));
  return script === -1 ? [] : argv.slice(script);
}

function wordsBehindText(text: string, argv: readonly string[]): readonly string[] | undefined {
  const found = text === '' ? -1 : argv.join(' ').indexOf(text);
  if (found === -1) return undefined;
  const starts = argv.map((_, at) => argv.slice(0, at).join(' ').length + Math.min(at, 1));
  return argv.filter((_, at) => (starts[at] ?? 0) >= found + text.length);
}

function replaced(words: string, rest: readonly string[]): readonly string[] {
  const own = words.trim().split(/\s+/);
  return own.flatMap((word) => (word === '*' ? rest : [word]));
}
