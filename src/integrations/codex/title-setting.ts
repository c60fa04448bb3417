import { isDeepStrictEqual } from 'node:util';
import { parse, type TomlTable } from 'smol-toml';
import { StetError } from '../../base/errors.ts';

const OURS = '# stet';
const THEIRS = '#stet# ';
const KEY = 'terminal_title';
const ID = 'thread-id';

/**
 * Has codex show the thread's id in front of what its title shows. Our lines end with a mark, and
 * lines of the user's that they replace stay as comments, so that all can be taken back. Where the
 * table stands in the file is guessed; a TOML parser then says whether the guess was right.
 * @throws StetError CONFIG_INVALID for what is no TOML, and where no change could be taken back
 */
export function withThreadTitle(before: string | undefined): string {
  const text = before ?? '';
  const settings = read(text);
  const shown = shownIn(settings);
  if (shown.includes(ID)) return text;
  const wanted = withPlainTui(settings, { [KEY]: [ID, ...shown] });
  const isRight = (after: string): boolean =>
    isDeepStrictEqual(withPlainTui(tryRead(after)), wanted) && withoutThreadTitle(after) === before;
  const after = changes(text, shown).find(isRight);
  if (after === undefined) throw unusable('Cannot change the settings of codex without loss');
  return after;
}

/** Takes our lines out and the user's back in; undefined when there was no file. */
export function withoutThreadTitle(before: string | undefined): string | undefined {
  if (before === undefined || before === `${ownTable()}\n`) return undefined;
  const kept = before.split('\n').filter((line) => !isOurs(line));
  return kept
    .map((line) => (line.startsWith(THEIRS) ? line.slice(THEIRS.length) : line))
    .join('\n');
}

/** Every way to say it, the most natural first; not all of them are right for every file. */
function changes(text: string, shown: readonly string[]): readonly string[] {
  const lines = text.split('\n');
  const table = lines.findIndex((line) =>
    /^\s*\[\s*(tui|"tui"|'tui')\s*\]\s*(#[^\n]*)?$/.test(line),
  );
  const replaced = [`${KEY} = `, `tui.${KEY} = `].flatMap((key) => replacing(lines, key, shown));
  const inTable = table === -1 ? [] : [lines.toSpliced(table + 1, 0, ours(`${KEY} = `, shown))];
  const atTop = [ours(`tui.${KEY} = `, shown), ...lines].join('\n');
  return [...[...replaced, ...inTable].map((all) => all.join('\n')), appended(text), atTop];
}

/** The file with the setting in each place where it may stand, whatever number of lines it takes. */
function replacing(
  lines: readonly string[],
  key: string,
  shown: readonly string[],
): readonly (readonly string[])[] {
  const setting = new RegExp(`^\\s*${key.replace(' = ', '').replace('.', '\\s*\\.\\s*')}\\s*=`);
  return lines.flatMap((line, at) => {
    if (!setting.test(line)) return [];
    const length = lengthOfSetting(lines.slice(at));
    const theirs = lines.slice(at, at + length).map((own) => `${THEIRS}${own}`);
    return length === 0 ? [] : [lines.toSpliced(at, length, ...theirs, ours(key, shown))];
  });
}

/** How many lines the setting takes that the first line begins; 0 when it never ends. */
function lengthOfSetting(lines: readonly string[]): number {
  return 1 + lines.findIndex((_, at) => tryRead(lines.slice(0, at + 1).join('\n')) !== undefined);
}

function appended(text: string): string {
  if (text === '' || text.endsWith('\n')) return `${text}${ownTable()}\n`;
  return `${text}\n${ownTable()}`;
}

function ownTable(): string {
  return `[tui] ${OURS}\n${ours(`${KEY} = `, [])}`;
}

function ours(key: string, shown: readonly string[]): string {
  const words = [ID, ...shown].map((word) => JSON.stringify(word));
  return `${key}[${words.join(', ')}] ${OURS}`;
}

function isOurs(line: string): boolean {
  return (
    line === `[tui] ${OURS}` || /^(tui\.)?terminal_title = \["thread-id".*\] # stet$/.test(line)
  );
}

/** What the title shows by the user's own settings. */
function shownIn({ tui = {} }: TomlTable): readonly string[] {
  const shown = isTable(tui) ? (tui[KEY] ?? []) : undefined;
  if (Array.isArray(shown) && shown.every((item) => typeof item === 'string')) return shown;
  throw unusable(`Cannot read the settings of codex: tui.${KEY} is no list of words`);
}

/** The settings as they compare: the parser's tables have no prototype, and ours must be like them. */
function withPlainTui(settings: TomlTable = {}, more: TomlTable = {}): TomlTable {
  return { ...settings, tui: { ...(isTable(settings['tui']) ? settings['tui'] : {}), ...more } };
}

function isTable(value: unknown): value is TomlTable {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && !Array.isArray(value) && !(value instanceof Date);
}

function read(text: string): TomlTable {
  const settings = tryRead(text);
  if (settings !== undefined) return settings;
  throw unusable('Cannot read the settings of codex: not TOML');
}

function tryRead(text: string): TomlTable | undefined {
  try {
    return parse(text, { integersAsBigInt: true });
  } catch {
    return undefined;
  }
}

function unusable(message: string): StetError {
  return new StetError('CONFIG_INVALID', message, {
    hint: 'Correct the file, or put "thread-id" first into tui.terminal_title yourself',
  });
}
