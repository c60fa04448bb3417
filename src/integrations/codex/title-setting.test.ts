import * as fc from 'fast-check';
import { parse } from 'smol-toml';
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
  [
    'a title over several lines',
    '[tui]\nterminal_title = [\n  "project", # mine\n  \'model\',\n]\nx = 1\n',
    '[tui]\n#stet# terminal_title = [\n#stet#   "project", # mine\n#stet#   \'model\',\n#stet# ]\nterminal_title = ["thread-id", "project", "model"] # stet\nx = 1\n',
  ],
  [
    'a table with spaces in its name',
    '[ tui ] # mine\r\nx = 1\r\n',
    '[ tui ] # mine\r\nterminal_title = ["thread-id"] # stet\nx = 1\r\n',
  ],
  [
    'dotted keys',
    'tui.x = 1\n[z]\n',
    'tui.terminal_title = ["thread-id"] # stet\ntui.x = 1\n[z]\n',
  ],
  [
    'a dotted title',
    'tui.terminal_title = ["a"]\n',
    '#stet# tui.terminal_title = ["a"]\ntui.terminal_title = ["thread-id", "a"] # stet\n',
  ],
  [
    'a table that only looks like one',
    'note = """\n[tui]\n"""\n',
    'note = """\n[tui]\n"""\n[tui] # stet\nterminal_title = ["thread-id"] # stet\n',
  ],
  [
    'a note of their own that ends as ours do',
    '[tui]\nx = 1 # stet\n',
    '[tui]\nterminal_title = ["thread-id"] # stet\nx = 1 # stet\n',
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

test.each([
  ['no TOML', '[tui\n'],
  ['a table in one line, which nothing can be added to', 'tui = { x = 1 }\n'],
  ['a title that is no list', '[tui]\nterminal_title = "project"\n'],
  ['a line that could not be told from ours', '[tui]\n#stet# mine\n'],
])('%s is refused and left as it is', (_, before) => {
  expect(() => withThreadTitle(before)).toThrow(/^Cannot (read|change) the settings of codex/);
});

const LINES = `
[tui]
[a.b]
 [tui] # x
[ "tui" ]
[tui.y]
[[tui]]
tui = { a = 1 }
tui.x = 1
x = 1 # stet
# note
#stet# terminal_title = []
[tui] # stet
terminal_title = ["x"]
terminal_title = ['a', "b"]
terminal_title = [
"c",
]
t = """
"""
d = 1979-05-27
n = 9007199254740993
x = 1\r`.split('\n');

test('whatever the file holds: refused, or in and out again to the byte, and nothing else changed', () => {
  const line = fc.constantFrom(...LINES);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const before = lines.join('\n');
      const after = changed(before);
      if (after === undefined) return;
      expect(withoutThreadTitle(after)).toBe(before);
      expect(parse(after, { integersAsBigInt: true })).toHaveProperty(
        'tui.terminal_title.0',
        'thread-id',
      );
    }),
    { numRuns: 2_000 },
  );
});

/** Undefined when the file is refused, or needs no change. */
function changed(before: string): string | undefined {
  try {
    const after = withThreadTitle(before);
    return after === before ? undefined : after;
  } catch {
    return undefined;
  }
}
