const CONSTRAINT = /^(CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)\b/i;

/** The names of a table's columns, from the statement that made it. */
export function columnsOf(statement: string): readonly string[] {
  const body = statement.slice(statement.indexOf('(') + 1, statement.lastIndexOf(')'));
  return topLevelParts(body)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !CONSTRAINT.test(part))
    .map(nameOf);
}

function nameOf(definition: string): string {
  const quoted = /^["`[']([^"`\]']+)["`\]']/.exec(definition);
  return quoted?.[1] ?? definition.split(/[\s(]/, 1)[0] ?? '';
}

/** Cuts at commas that stand in no brackets and no quotes. */
function topLevelParts(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`|--[^\n]*|[\s\S]/g)) {
    if (token.startsWith('--')) continue;
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}
