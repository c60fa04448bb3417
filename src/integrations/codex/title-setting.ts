const OURS = '# stet';
const THEIRS = '#stet# ';
const SETTING = /^\s*terminal_title\s*=/;

/**
 * Has codex show the thread's id in front of what its title shows. Our lines end with a mark, and
 * a line of the user's that they replace stays as a comment, so that all can be taken back.
 */
export function withThreadTitle(before: string | undefined): string {
  const text = before ?? '';
  const lines = text.split('\n');
  const table = lines.findIndex((line) => /^\s*\[tui\]\s*(#.*)?$/.test(line));
  if (table === -1) {
    const own = `[tui] ${OURS}\nterminal_title = ["thread-id"] ${OURS}`;
    if (before === '') return own;
    return text === '' || text.endsWith('\n') ? `${text}${own}\n` : `${text}\n${own}`;
  }
  const end = lines.findIndex((line, at) => at > table && /^\s*\[/.test(line));
  const place = lines.findIndex(
    (line, at) => at > table && (end === -1 || at < end) && SETTING.test(line),
  );
  const given = lines[place] ?? '';
  if (place !== -1 && given.includes('"thread-id"')) return text;
  if (place === -1) return lines.toSpliced(table + 1, 0, titled([])).join('\n');
  const shown = [...given.matchAll(/"[^"]*"/g)].map(([word]) => word);
  return lines.toSpliced(place, 1, `${THEIRS}${given}`, titled(shown)).join('\n');
}

/** Takes our lines out and the user's back in; undefined when there was no file. */
export function withoutThreadTitle(before: string | undefined): string | undefined {
  if (before === undefined || before === withThreadTitle(undefined)) return undefined;
  const kept = before.split('\n').filter((line) => !line.endsWith(` ${OURS}`));
  return kept
    .map((line) => (line.startsWith(THEIRS) ? line.slice(THEIRS.length) : line))
    .join('\n');
}

function titled(others: readonly string[]): string {
  return `terminal_title = [${['"thread-id"', ...others].join(', ')}] ${OURS}`;
}
