import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, textOf } from '../../os/bytes.ts';
import {
  literal,
  parseEnvironment,
  parseHook,
  parseOption,
  unescapeName,
  word,
} from './command-language.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 16 }).map((bytes) => textOf(Buffer.from(bytes))),
  fc.stringMatching(/^[ "'$#{}();\\~*a[\]]*$/),
);

test('a word is printable ASCII in one line, and tmux reads the text back from it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const quoted = word(text);
      expect(quoted).toMatch(/^[ -~]+$/);
      expect(readWord(quoted)).toEqual(bytesOf(text));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['plain-word_1.2', 'plain-word_1.2'],
  ['', '""'],
  ['a b', '"a b"'],
  ['it\'s "q"', String.raw`"it's \042q\042"`],
  ['$HOME', String.raw`"\044HOME"`],
  ['~root', String.raw`"\176root"`],
  ['a;b', '"a;b"'],
  ['#(id)', '"#(id)"'],
  ['line\nfeed', String.raw`"line\012feed"`],
  ['é', String.raw`"\303\251"`],
  ['\uDCFF', String.raw`"\377"`],
])('%j is written as %s', (text, written) => {
  expect(word(text)).toBe(written);
});

test('a literal comes out of the expansion of formats as it went in', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[#a[\]{}(),S]*$/), (text) => {
      expect(expanded(textOf(readWord(literal(text))))).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test('a literal runs no command and reads no variable', () => {
  expect(literal('#(reboot)')).toBe('"##(reboot)"');
  expect(literal('#{pane_id} #S')).toBe('"##{pane_id} ##S"');
});

test('a name comes back from the way tmux shows it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(unescapeName(shown(name))).toBe(name);
    }),
  );
});

test('a byte of a name that is not UTF-8 stays that byte', () => {
  expect(unescapeName(String.raw`n\\m\377o`)).toBe('n\\m\uDCFFo');
});

/** As tmux 3.3a prints what was set. */
test.each([
  [String.raw`@back a\\\\b`, String.raw`a\\b`],
  ['@blank "a b"', 'a b'],
  [String.raw`@byte a\377b`, 'a\uDCFFb'],
  ['@dollar "\\$HOME #{x} `id`"', '$HOME #{x} `id`'],
  ["@empty ''", ''],
  [String.raw`@esc \033[1m`, '\u001B[1m'],
  ['@hash "#[fg=red]x"', '#[fg=red]x'],
  [String.raw`@line a\nb`, 'a\nb'],
  ['@plain plain', 'plain'],
  [String.raw`@quote "it's \"q\""`, 'it\'s "q"'],
  [String.raw`@semi \;`, ';'],
  ['@star *', '*'],
  [String.raw`@tab a\tb`, 'a\tb'],
  [String.raw`@tilde \~x`, '~x'],
  ['@uni "日本 é"', '日本 é'],
  ['default-size 211x60', '211x60'],
])('the option %s is read', (line, value) => {
  expect(parseOption(line)).toEqual({ name: line.split(' ')[0], value });
});

test('a line without a value has an empty one, and no line is no setting', () => {
  expect(parseHook('alert-bell')).toEqual({ name: 'alert-bell', value: '' });
  expect(parseHook('alert-bell[0] display "a  b"')).toEqual({
    name: 'alert-bell[0]',
    value: 'display "a  b"',
  });
  expect(parseOption('')).toBeUndefined();
});

test('an environment is read as tmux 3.3a prints it, and no value can pass for a variable', () => {
  const printed = [
    'unset EDITOR;',
    String.raw`NL="a`,
    'unset PATH;',
    String.raw`B=\"x\"; export B;"; export NL;`,
    'PLAIN="plain"; export PLAIN;',
    'Q="it\'s \\"q\\" \\$HOME \\\\ \\`id\\`"; export Q;',
    '',
  ].join('\n');
  expect(parseEnvironment(printed)).toEqual([
    { name: 'EDITOR', value: null },
    { name: 'NL', value: 'a\nunset PATH;\nB="x"; export B;' },
    { name: 'PLAIN', value: 'plain' },
    { name: 'Q', value: 'it\'s "q" $HOME \\ `id`' },
  ]);
});

test('any environment is read back, whatever its values hold', () => {
  const name = fc.stringMatching(/^[A-Za-z_]\w{0,8}$/);
  const value = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.constantFrom('\nunset X;', '"; export A;', 'a="b"; export a;\n', '\\', '\\"', '`$('),
  );
  const entries = fc.uniqueArray(fc.record({ name, value }), { selector: (entry) => entry.name });
  fc.assert(
    fc.property(entries, (environment) => {
      const lines = environment.map((entry) =>
        entry.value === null
          ? `unset ${entry.name};\n`
          : `${entry.name}="${entry.value.replaceAll(/["\\$`]/g, '\\$&')}"; export ${entry.name};\n`,
      );
      expect(parseEnvironment(lines.join(''))).toEqual(environment);
    }),
  );
});

/** What tmux's parser makes of one word: bare, or in double quotes with octal escapes. */
function readWord(written: string): Buffer {
  expect(written).toMatch(/^(?:[\w@%+=:,./-]+|"(?:[^"\\$~]|\\[0-7]{3})*")$/);
  const body = written.startsWith('"') ? written.slice(1, -1) : written;
  const bytes = [...body.matchAll(/\\([0-7]{3})|([\s\S])/g)].map(([, octal, plain = '']) =>
    octal === undefined ? plain.charCodeAt(0) : Number.parseInt(octal, 8),
  );
  return Buffer.from(bytes);
}

/** tmux's format_expand1() for text without a format: `##` is `#`, except before `[`. */
function expanded(format: string): string {
  expect(format.replaceAll(/#+\[|##/g, '')).not.toContain('#');
  return format.replaceAll(/#+\[|##/g, (found) => (found.endsWith('[') ? found : '#'));
}

/** strvis(3) with VIS_OCTAL, VIS_CSTYLE, VIS_TAB and VIS_NL, as tmux shows names. */
function shown(name: string): string {
  const letters: Readonly<Record<string, string>> = {
    '\n': 'n',
    '\t': 't',
    '\r': 'r',
    '\b': 'b',
    '\v': 'v',
    '\f': 'f',
    '\u0007': 'a',
    '\\': '\\',
  };
  return name.replaceAll(/[\\\p{Cc}]/gu, (found) => {
    const code = found.charCodeAt(0);
    const letter = letters[found];
    if (letter !== undefined) return `\\${letter}`;
    return code < 0x80 ? `\\${code.toString(8).padStart(3, '0')}` : found;
  });
}
