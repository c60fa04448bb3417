import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const VALUE_IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;

/** Everything that a file loads when it runs, itself included. */
function loadedBy(file: URL, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file.href)) return seen;
  seen.add(file.href);
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(VALUE_IMPORT)) {
    if (specifier.startsWith('.')) loadedBy(new URL(specifier, file), seen);
    else seen.add(specifier);
  }
  return seen;
}

test('the command line loads no package, and of Node only the reader of its arguments', () => {
  const loaded = [...loadedBy(new URL('../src/cli/run-cli.ts', import.meta.url))];
  const ours = loaded.filter((name) => name.startsWith('file:'));
  expect(ours.length).toBeGreaterThan(40);
  expect(loaded.filter((name) => !ours.includes(name))).toEqual(['node:util']);
});

test('the walk sees a package where there is one', () => {
  const file = new URL('../src/protocol/methods.ts', import.meta.url);
  expect(loadedBy(file)).toContain('zod');
});
