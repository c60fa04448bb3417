import * as fc from 'fast-check';

const ESC = '\u001B';
const ST = `${ESC}\\`;

export const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const numbers = fc.array(fc.oneof(fc.nat(110), fc.constantFrom('', '4:3', '38:2::1:2:3')), {
  maxLength: 6,
});
const sgr = numbers.map((values) => `${ESC}[${values.join(';')}m`);
const sequence = fc.oneof(
  sgr,
  fc.constantFrom(
    `${ESC}[2J`,
    `${ESC}[6n`,
    `${ESC}[?1049h`,
    `${ESC}c`,
    `${ESC}(0`,
    `${ESC}[`,
    ESC,
    '\u009B31m',
    `${ESC}]0;title\u0007`,
    `${ESC}]52;c;ZXZpbA==${ST}`,
    `${ESC}]8;id=1;https://a.example${ST}`,
    `${ESC}]8;;${ST}`,
    `${ESC}]8;;javascript:alert(1)${ST}`,
    `${ESC}]8;;http://x`,
    `${ESC}]133;A${ST}`,
    `${ESC}]133;D;0${ST}`,
    `${ESC}]133;A;cl=line${ST}`,
    `${ESC}Pq#0~${ST}`,
    `${ESC}_Gf=1;AAAA${ST}`,
    '\u000E',
    '\u000F',
    '\t',
    '\r',
    '\b',
    '\0',
    '\u0085',
    '   ',
    '\u00A0\u3000 ',
    '\u2500',
    `${ESC}[1 m`,
    `${ESC}]133;B`,
    `${ESC}]8;;https://a.example`,
  ),
);
/** What programs print, well-meant or not: text between all kinds of sequences. */
export const terminalOutput = fc
  .array(fc.oneof(sequence, anyText, fc.constant('\n')), { maxLength: 20 })
  .map((parts) => parts.join(''));
