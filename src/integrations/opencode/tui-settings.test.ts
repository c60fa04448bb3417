import * as fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { withPlugin, withoutPlugin } from './tui-settings.ts';

const PATH = '/opt/stet/share/opencode/stet-observer.js';

test.each([
  ['no file', undefined],
  ['an empty object', '{}'],
  ['an empty object with a line in it', '{\n}\n'],
  ['other settings', '{\n  "theme": "x", // mine\n  "keybinds": {}\n}\n'],
  ['an empty list', '{ "plugin": [] }'],
  ['a tight empty list', '{"plugin":[]}'],
  ['a list with two spaces before it', '{  "plugin":[]}'],
  ['a list of plugins', '{"plugin": [\n  "./a.js", ["b", {"x": 1}],\n]}'],
  ['a comment before the brace', '// tui\n{ "plugin": [] }'],
  ['no newline at the end and tabs', '{\t"a":1}'],
])('with %s the plugin comes in, and out again to the byte', (_, before) => {
  const after = withPlugin(before, PATH);
  expect(parse(after)).toHaveProperty('plugin.0', PATH);
  expect(withPlugin(after, PATH)).toBe(after);
  expect(withoutPlugin(after, PATH)).toBe(before);
});

test('whatever JSON the file holds: in and out again is nothing at all', () => {
  const settings = fc.dictionary(fc.string(), fc.jsonValue());
  const lists = fc.option(fc.array(fc.jsonValue()), { nil: undefined });
  const indents = fc.constantFrom(0, 1, 2, '\t');
  fc.assert(
    fc.property(settings, lists, indents, (own, plugin, indent) => {
      const { plugin: _, ...others } = own;
      const value = plugin === undefined ? others : { ...others, plugin };
      const before = JSON.stringify(value, undefined, indent);
      const after = withPlugin(before, PATH);
      expect(JSON.parse(after)).toHaveProperty('plugin.0', PATH);
      expect(withoutPlugin(after, PATH)).toBe(before);
    }),
  );
});

test.each(['[]', '{"plugin": "x"}', '{', 'theme = 1'])('%j is left alone', (before) => {
  expect(() => withPlugin(before, PATH)).toThrow('Cannot read the settings of opencode');
});
