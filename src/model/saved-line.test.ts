import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { composedLine, plainText, savedLine, savedLines } from './saved-line.ts';
import { anyText, terminalOutput as output } from './testing/terminal-output.ts';

const ESC = '\u001B';
const ST = `${ESC}\\`;

/** Text, TAB, SGR, hyperlinks to a few kinds of address, and prompt marks: nothing else. */
const SAVED = new RegExp(
  [
    String.raw`^(?:[\t -~\u00A0-\uFFFF]`,
    String.raw`\u001B\[[\d;:]+m`,
    String.raw`\u001B\]8;(?:;|[^;\0-\u001F\u007F-\u009F]*;(?:https?|file|ftp|mailto):[^\0-\u001F\u007F-\u009F]*)\u001B\\`,
    String.raw`\u001B\]133;[A-D](?:;\d{1,3})?\u001B\\)*$`,
  ].join('|'),
  'i',
);

test('whatever a terminal printed, nothing is saved but text, renditions, links and marks', () => {
  fc.assert(
    fc.property(output, (printed) => {
      for (const line of savedLines(printed)) expect(withoutAstral(line)).toMatch(SAVED);
    }),
    { numRuns: 1000 },
  );
});

test('saving a saved line changes nothing, twenty times over', () => {
  fc.assert(
    fc.property(output, (printed) => {
      const once = savedLines(printed);
      let again = once;
      for (let cycle = 0; cycle < 20; cycle += 1) again = savedLines(again.join('\n'));
      expect(again).toEqual(once);
      expect(once.map(savedLine)).toEqual(once);
    }),
    { numRuns: 500 },
  );
});

test('every line stands alone: what comes before it makes no difference to it', () => {
  fc.assert(
    fc.property(output, (printed) => {
      const lines = savedLines(printed);
      expect(lines.toReversed().flatMap((line) => savedLines(line))).toEqual(lines.toReversed());
    }),
  );
});

test('plain text is kept as it is, but for blanks at the end of a line', () => {
  const plain = anyText.filter((text) => !/\p{Cc}/u.test(text));
  fc.assert(
    fc.property(plain, (text) => {
      expect(savedLine(text)).toBe(text.replace(/ +$/, ''));
    }),
  );
});

test('a rendition that runs on over lines is given to each of them', () => {
  expect(savedLines(`a${ESC}[1;31mb\nc${ESC}[0md`)).toEqual([
    `a${ESC}[1;31mb${ESC}[0m`,
    `${ESC}[1;31mc${ESC}[0md`,
  ]);
});

test('the ways to write one rendition become one way', () => {
  const written = ['38;2;1;2;3', '38:2:1:2:3', '38:2::1:2:3', '0;38;2;1;2;3'];
  const saved = written.map((parameters) => savedLine(`${ESC}[${parameters}mx`));
  expect(new Set(saved)).toEqual(new Set([`${ESC}[38;2;1;2;3mx${ESC}[0m`]));
});

test.each([
  ['bold and faint end together', '1;2m', '22m'],
  ['underline', '4:3m', '24m'],
  ['reverse', '7m', '27m'],
  ['foreground', '38;5;200m', '39m'],
  ['bright background', '104m', '49m'],
  ['underline colour', '58;5;9m', '59m'],
])('%s ends when it is switched off', (_, on, off) => {
  expect(savedLine(`${ESC}[${on}a${ESC}[${off}b`)).toBe(`${savedLine(`${ESC}[${on}a`)}b`);
});

test('an underline of double, curly or dashed lines stays so', () => {
  expect(savedLine(`${ESC}[21ma${ESC}[4:3mb${ESC}[4:5mc`)).toBe(
    `${ESC}[4:2ma${ESC}[0;4:3mb${ESC}[0;4:5mc${ESC}[0m`,
  );
});

test('blanks with a colour of their own are kept: a bar is not padding', () => {
  expect(savedLine(`${ESC}[44m   ${ESC}[0m   `)).toBe(`${ESC}[44m   ${ESC}[0m`);
});

test('blanks between words stay, whatever is dropped or switched there', () => {
  expect(savedLine(`a ${ESC}[6n b`)).toBe('a  b');
  expect(savedLine(`a ${ESC}[1m${ESC}[0m b `)).toBe('a  b');
  expect(savedLine(`a ${ESC}[1mb`)).toBe(`a ${ESC}[1mb${ESC}[0m`);
});

test('line drawing becomes the characters that it shows', () => {
  expect(savedLine('\u000Elqqk\u000F x')).toBe('┌──┐ x');
});

function link(address: string): string {
  return `${ESC}]8;;${address}${ST}here${ESC}]8;;${ST}`;
}

test('a hyperlink to a page is kept, one that would act is only its text', () => {
  expect(savedLine(link('https://a.example/?q=1;2'))).toBe(link('https://a.example/?q=1;2'));
  expect(savedLine(link('javascript:alert(1)'))).toBe('here');
  expect(savedLine(link('http://x\ty'))).toBe('here');
  expect(savedLine(link('ssh://-oProxyCommand=x'))).toBe('here');
});

test('prompt marks are kept, without what shells add to them', () => {
  expect(savedLine(`${ESC}]133;A${ST}$ ls${ESC}]133;D;127\u0007`)).toBe(
    `${ESC}]133;A${ST}$ ls${ESC}]133;D;127${ST}`,
  );
  expect(savedLine(`${ESC}]133;A;cl=line;aid=9${ST}$`)).toBe('$');
  expect(savedLine(`a${ESC}]1337;SetMark\u0007b`)).toBe(`a${ESC}]1337;SetMark${ST}b`);
  expect(savedLine(`a${ESC}]1337;SetMark;x\u0007b`)).toBe('ab');
});

test.each([
  ['asks the terminal', `${ESC}[6n${ESC}[c${ESC}]11;?${ST}`],
  ['clears or moves', `${ESC}[2J${ESC}[H${ESC}[1A${ESC}c\r\b`],
  ['writes the clipboard or the title', `${ESC}]52;c;ZXZpbA==\u0007${ESC}]2;owned${ST}`],
  ['opens a string and never ends it', `${ESC}P1000p`],
  ['uses 8-bit controls', '\u009B2J\u0090q\u009C'],
])('a line that %s does not', (_, bad) => {
  expect(savedLine(`a${bad}`).replaceAll(/2J|q/g, '')).toBe('a');
});

test('a line feed in a single line becomes a blank', () => {
  expect(savedLine('one\ntwo')).toBe('one two');
});

test('the plain text of a line is what one reads', () => {
  const line = `${ESC}[1mbold${ESC}[0m ${ESC}]8;;https://a.example${ST}link${ESC}]8;;${ST}`;
  expect(plainText(line)).toBe('bold link');
  expect(plainText(savedLine(line))).toBe('bold link');
});

/** The pattern above knows no pairs of surrogates. */
function withoutAstral(line: string): string {
  return line.replaceAll(/\p{Surrogate}|[\u{10000}-\u{10FFFF}]/gu, 'x');
}

const look = fc.record({
  text: fc
    .string({ unit: fc.oneof(fc.constant(' '), fc.string({ unit: 'binary', maxLength: 3 })) })
    .map((text) => text.replaceAll(/\p{Cc}/gu, ' ')),
  sgr: fc.constantFrom('', '1', '31', '1;31', '4:3;38;2;1;2;3', '48;5;9', '0'),
  link: fc.constantFrom('', ';https://a.example', 'id=1;https://a.example', ';javascript:alert(1)'),
});

test('a line that is composed says what its sequences would', () => {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 8 }), (parts) => {
      const sequences = parts.map((part) => {
        const address = part.link === '' ? ';' : part.link;
        return `${ESC}[0;${part.sgr}m${ESC}]8;${address}${ST}${part.text}`;
      });
      expect(composedLine(parts)).toBe(savedLines(sequences.join(''))[0]);
    }),
  );
});

test('controls in composed text are left out', () => {
  expect(composedLine([{ text: `a${ESC}[2Jb\u009Bc\u0000`, sgr: '', link: '' }])).toBe('a[2Jbc');
});
