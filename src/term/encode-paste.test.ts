import { expect, test } from 'vitest';
import { decodeText } from '../base/lossless-text.ts';
import { encodeFocus } from './encode-focus.ts';
import { encodePaste } from './encode-paste.ts';
import { initialModes } from './modes.ts';

const ESC = '\u001B';
const bracketed = { ...initialModes, bracketedPaste: true };

test('a paste is bracketed only while the program wants it, and says so', () => {
  const plain = encodePaste('ls', initialModes);
  const wrapped = encodePaste('ls', bracketed);
  expect([decodeText(plain.bytes), plain.isBracketed]).toEqual(['ls', false]);
  expect([decodeText(wrapped.bytes), wrapped.isBracketed]).toEqual([
    `${ESC}[200~ls${ESC}[201~`,
    true,
  ]);
});

test('line ends become Enter outside brackets and stay inside', () => {
  expect(pasted('a\nb\r\nc\rd\te', initialModes)).toBe('a\rb\rc\rd\te');
  expect(pasted('a\nb\r\nc\rd\te', bracketed)).toBe(`${ESC}[200~a\nb\r\nc\rd\te${ESC}[201~`);
});

test.each([
  [`${ESC}[201~rm -rf ~\n`],
  ['\u009B201~rm -rf ~\n'],
  [`${ESC}${ESC}[201~[201~x`],
  [`${ESC}[20${ESC}[201~1~x`],
  [`${ESC}[200~x`],
])('text cannot end its own paste early: %j', (text) => {
  const sent = pasted(text, bracketed);
  expect(sent.lastIndexOf(`${ESC}[201~`)).toBe(sent.length - 6);
  expect(sent.slice(6, -6)).not.toContain(ESC);
  expect(sent.slice(6, -6)).not.toContain('\u009B');
});

test('controls that xterm does not paste become spaces and are counted', () => {
  const stty = '\u0003\u0004\u000F\u0011\u0012\u0013\u0015\u0016\u0017\u001A\u001C';
  const xterm = `\0\u0005\b${ESC}\u007F`;
  for (const modes of [initialModes, bracketed]) {
    const { bytes, replaced } = encodePaste(`<${stty}${xterm}>`, modes);
    expect(decodeText(bytes)).toContain(`<${' '.repeat(stty.length + xterm.length)}>`);
    expect(replaced).toBe(stty.length + xterm.length);
  }
});

test('other controls and all text pass unchanged', () => {
  const text = '\t\u0001\u0007\u000B\u000C 漢 é 💀 👩‍🚀 \uDCFF';
  expect(pasted(text, initialModes)).toBe(text);
  expect(encodePaste(text, initialModes).replaced).toBe(0);
});

test('bytes of text that is not UTF-8 cannot be C1 controls', () => {
  expect(pasted('\uDC9B201~', bracketed)).toBe(`${ESC}[200~ 201~${ESC}[201~`);
});

test('the focus is told only to programs that asked', () => {
  const asked = { ...initialModes, focusEvents: true };
  expect(decodeText(encodeFocus(true, asked))).toBe(`${ESC}[I`);
  expect(decodeText(encodeFocus(false, asked))).toBe(`${ESC}[O`);
  expect(encodeFocus(true, initialModes)).toHaveLength(0);
});

function pasted(text: string, modes: typeof initialModes): string {
  return decodeText(encodePaste(text, modes).bytes);
}
