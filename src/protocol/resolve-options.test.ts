import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { flagOf, isOptionName, optionNames, options, variableOf } from './options.ts';
import { type OptionSource, readOption, resolveOptions } from './resolve-options.ts';

function source(
  origin: OptionSource['origin'],
  values: Readonly<Record<string, unknown>>,
): OptionSource {
  const entries = Object.entries(values);
  return {
    origin,
    values: entries.map(([name, value]) => ({ name, value, detail: `a ${origin}` })),
  };
}

test('without a source every setting has its default, and says so', () => {
  const { values, origins } = resolveOptions([]);
  for (const name of optionNames) {
    expect(values[name]).toEqual(options[name].default);
    expect(origins[name]).toEqual({ origin: 'default', detail: 'built in' });
  }
});

test('the last source wins, setting by setting, and the origin says which', () => {
  const { values, origins } = resolveOptions([
    source('file', { max_scrollback_lines: 1, save_scrollback: 'full', auto_save: false }),
    source('environment', { max_scrollback_lines: '2', save_scrollback: 'none' }),
    source('flag', { max_scrollback_lines: '3' }),
  ]);
  expect(values).toMatchObject({
    max_scrollback_lines: 3,
    save_scrollback: 'none',
    auto_save: false,
    save_on_quit: true,
  });
  expect(origins).toMatchObject({
    max_scrollback_lines: { origin: 'flag', detail: 'a flag' },
    save_scrollback: { origin: 'environment' },
    auto_save: { origin: 'file' },
    save_on_quit: { origin: 'default' },
  });
});

test('a setting that does not exist is an error, and the nearest one is suggested', () => {
  expect(() => resolveOptions([source('file', { auto_svae: true })])).toThrow(
    expect.objectContaining({
      message: 'Cannot find a setting called "auto_svae" (a file)',
      hint: 'Did you mean "auto_save"?',
    }),
  );
  expect(() => resolveOptions([source('file', { constructor: 1 })])).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID' }),
  );
  expect(isOptionName('__proto__')).toBe(false);
});

test.each([
  ['auto_save', 'YES', true],
  ['auto_save', '0', false],
  ['auto_save', false, false],
  ['auto_save_interval_minutes', '1440', 1440],
  ['auto_save_interval_minutes', 1, 1],
  ['save_scrollback', 'recent', 'recent'],
  ['restore_on_startup', 'my work', 'my work'],
  ['run_programs', 'vim, htop,,less ', ['vim', 'htop', 'less']],
  ['run_programs', ['vim', 'a, b'], ['vim', 'a, b']],
  ['run_programs', '', []],
] as const)('%s takes %j', (name, given, value) => {
  expect(readOption(name, given, 'test')).toEqual(value);
});

test.each([
  ['auto_save', 'perhaps'],
  ['auto_save', 'constructor'],
  ['auto_save', ['true']],
  ['auto_save', 1],
  ['auto_save_interval_minutes', '0'],
  ['auto_save_interval_minutes', '1441'],
  ['auto_save_interval_minutes', '5.5'],
  ['auto_save_interval_minutes', '-5'],
  ['auto_save_interval_minutes', '0x10'],
  ['auto_save_interval_minutes', ''],
  ['auto_save_interval_minutes', true],
  ['auto_save_interval_minutes', Number.NaN],
  ['save_scrollback', 'all'],
  ['save_scrollback', null],
  ['restore_on_startup', 7],
  ['run_programs', [1]],
  ['run_programs', { vim: true }],
] as const)('%s does not take %j, and says what it takes', (name, given) => {
  expect(() => readOption(name, given, 'here')).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID' }),
  );
  expect(() => readOption(name, given, 'here')).toThrow(/ for \w+ \(here\): it takes \S/);
});

test('a whole number within its limits counts the same as text and as a number', () => {
  const { min, max } = options.max_scrollback_lines;
  fc.assert(
    fc.property(fc.integer({ min, max }), (lines) => {
      expect(readOption('max_scrollback_lines', String(lines), 'test')).toBe(lines);
      expect(readOption('max_scrollback_lines', lines, 'test')).toBe(lines);
    }),
  );
});

test('whatever a file gives, the answer is settings that fit the table or a clear error', () => {
  fc.assert(
    fc.property(fc.constantFrom(...optionNames), fc.jsonValue(), (name, value) => {
      const attempt = (): unknown =>
        resolveOptions([source('file', { [name]: value })]).values[name];
      const outcome = outcomeOf(attempt);
      expect(['boolean', 'number', 'string', 'object', 'OPTION_INVALID']).toContain(outcome);
    }),
  );
});

test('no two settings share a variable or a flag', () => {
  expect(new Set(optionNames.map(variableOf)).size).toBe(optionNames.length);
  expect(new Set(optionNames.map(flagOf)).size).toBe(optionNames.length);
  expect(variableOf('save_scrollback')).toBe('STET_SAVE_SCROLLBACK');
  expect([flagOf('save_scrollback'), flagOf('auto_save')]).toEqual(['scrollback', 'auto-save']);
});

function outcomeOf(attempt: () => unknown): string {
  try {
    return typeof attempt();
  } catch (failure) {
    return failure instanceof Error && 'code' in failure ? String(failure.code) : 'thrown';
  }
}
