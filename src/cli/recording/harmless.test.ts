import { expect, test } from 'vitest';
import { Harmless } from './harmless.ts';

const ESC = '\u001B';

function shown(...pieces: readonly string[]): string {
  const harmless = new Harmless();
  return pieces.map((piece) => harmless.read(piece)).join('');
}

test.each([
  ['text, also beyond ASCII', 'naïve 日本 🎉\r\n\tend\b'],
  ['colours', `${ESC}[1;38;5;208;4:3mx${ESC}[m`],
  ['moves and erasing', `${ESC}[H${ESC}[2J${ESC}[10;5Hx${ESC}[K${ESC}M${ESC}7${ESC}8`],
  ['the alternate screen and the cursor', `${ESC}[?1049h${ESC}[?25l${ESC}[2 q`],
  [
    'a hyperlink and a title',
    `${ESC}]8;;https://a.example${ESC}\\x${ESC}]8;;\u0007${ESC}]2;t\u0007`,
  ],
])('%s are played as they are', (_, output) => {
  expect(shown(output)).toBe(output);
});

test.each([
  ['the clipboard', `${ESC}]52;c;aGk=\u0007`],
  ['questions that a terminal answers', `${ESC}[c${ESC}[6n${ESC}[>q${ESC}[?2026$p${ESC}Z${ESC}[5n`],
  ['colours that are asked for or set', `${ESC}]11;?${ESC}\\${ESC}]4;1;red\u0007`],
  ['device control strings', `${ESC}P+q544e${ESC}\\${ESC}P$qm${ESC}\\`],
  ['pictures and messages', `${ESC}_Gi=1;AAAA${ESC}\\${ESC}^x${ESC}\\`],
  ['keys and the mouse', `${ESC}[?1000h${ESC}[?2004h${ESC}[>1u${ESC}[?1h${ESC}[>4;2m`],
  ['the window', `${ESC}[8;50;120t${ESC}[22t`],
  ['answerback and C1 controls', '\u0005\u009B6n\u0090q\u009C'.replaceAll(/[6nq]/g, '')],
])('%s are left out', (_, output) => {
  expect(shown(`a${output}b`)).toBe('ab');
});

test('what is cut into pieces is judged as a whole', () => {
  const output = `a${ESC}]52;c;aGk=${ESC}\\b${ESC}[31mc${ESC}[6nd`;
  expect(shown(...Array.from(output))).toBe(`ab${ESC}[31mcd`);
});
