import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { workspaceName } from './workspace-name.ts';

test.each(['default', 'work', 'Über uns', '日本', 'v1.2_rc-3', 'a', '7', 'x'.repeat(64)])(
  '%j is a name',
  (name) => {
    expect(workspaceName(name)).toBe(name);
  },
);

test.each([
  '',
  ' ',
  '.',
  '..',
  '../x',
  'a/b',
  '/etc/passwd',
  '-rf',
  '--help',
  '.hidden',
  'trailing ',
  ' leading',
  'new\nline',
  'nul\0',
  'esc\u001B[31m',
  '$(reboot)',
  '`id`',
  "it's",
  'a"b',
  'a\\b',
  'tab\t',
  '*',
  'x'.repeat(65),
  'x'.repeat(300),
  '\uDCFF',
  'rtl\u202Egnp',
])('%j is refused', (name) => {
  expect(() => workspaceName(name)).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }));
});

test('what is accepted is safe as the name of a file, and accepted again as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (given) => {
      const name = accepted(given);
      fc.pre(name !== undefined);
      expect(name).not.toMatch(/[/\0\n]|^[.-]/);
      expect(new TextEncoder().encode(name).length).toBeLessThan(255);
      expect(workspaceName(name)).toBe(name);
    }),
  );
});

test('two ways to write one letter are one name', () => {
  expect(workspaceName('cafe\u0301')).toBe('caf\u00E9');
});

test('a refusal quotes the name, cut when it is long', () => {
  expect(() => workspaceName('a\u001Bb')).toThrow(String.raw`"a\u001bb"`);
  expect(() => workspaceName('x'.repeat(300))).toThrow(
    'of 300 characters: "xxxxxxxxxxxxxxxxxxxx…"',
  );
});

function accepted(given: string): string | undefined {
  try {
    return workspaceName(given);
  } catch {
    return undefined;
  }
}
