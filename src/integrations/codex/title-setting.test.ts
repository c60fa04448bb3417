import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withThreadTitle, withoutThreadTitle } from './title-setting.ts';

test.each([
  ['no file', undefined, '[tui] # stet\nterminal_title = ["thread-id"] # stet\n'],
  ['other tables', 'a = 1\n', 'a = 1\n[tui] # stet\nterminal_title = ["thread-id"] # stet\n'],
  ['no newline at the end', 'a = 1', 'a = 1\n[tui] # stet\nterminal_title = ["thread-id"] # stet'],
  [
    'a table of the interface',
    '[tui]\nx = 1\n[z]\n',
    '[tui]\nterminal_title = ["thread-id"] # stet\nx = 1\n[z]\n',
  ],
  [
    'a title of their own',
    '[tui]\nterminal_title = ["project"]\n',
    '[tui]\n#stet# terminal_title = ["project"]\nterminal_title = ["thread-id", "project"] # stet\n',
  ],
])('with %s the id comes into the title, and out again to the byte', (_, before, after) => {
  expect(withThreadTitle(before)).toBe(after);
  expect(withThreadTitle(after)).toBe(after);
  expect(withoutThreadTitle(after)).toBe(before);
});

test('a title that shows the id already is left alone', () => {
  const own = '[tui]\nterminal_title = ["thread-id", "project"]\n';
  expect(withThreadTitle(own)).toBe(own);
  expect(withoutThreadTitle(own)).toBe(own);
});

test('whatever the file holds: in and out again is nothing at all', () => {
  const line = fc.constantFrom(
    '',
    '[tui]',
    '[a.b]',
    'terminal_title = ["x"]',
    'x = 1',
    '# note',
    ' [tui] # x',
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const before = lines.join('\n');
      expect(withoutThreadTitle(withThreadTitle(before))).toBe(before);
    }),
  );
});
