import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { QueryFilter, ReplyFilter } from './attach/one-answerer.ts';

const ESC = '\u001B';

function passed(filter: QueryFilter | ReplyFilter, text: string, cuts: readonly number[]): string {
  const bytes = Buffer.from(text, 'latin1');
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length];
  let out = '';
  let from = 0;
  for (const to of places.toSorted((a, b) => a - b)) {
    out += Buffer.from(filter.pass(bytes.subarray(from, to))).toString('latin1');
    from = to;
  }
  return out;
}

const queries = [
  `${ESC}[c`,
  `${ESC}[>c`,
  `${ESC}[6n`,
  `${ESC}[?996n`,
  `${ESC}[?2026$p`,
  `${ESC}[>q`,
  `${ESC}[?u`,
  `${ESC}]11;?\u0007`,
  `${ESC}]4;1;?${ESC}\\`,
  `${ESC}]52;c;?\u0007`,
  `${ESC}P+q544e${ESC}\\`,
  `${ESC}P$qm${ESC}\\`,
  `${ESC}_Ga=q,i=1;AAAA${ESC}\\`,
  `${ESC}Z`,
  '\u0005',
  `${ESC}[14t`,
  `${ESC}[x`,
];
const kept = [
  'text\r\n',
  `${ESC}[31m`,
  `${ESC}[2J`,
  `${ESC}[?1049h`,
  `${ESC}]0;title\u0007`,
  `${ESC}[>1u`,
  `${ESC}]8;;http://x${ESC}\\`,
  `${ESC}[2 q`,
  `${ESC}7`,
  `${ESC}(0`,
  `${ESC}[22;0t`,
  `${ESC}[>4;2m`,
  `${ESC}]52;c;aGk=\u0007`,
  `${ESC}_Gf=24;${'A'.repeat(5000)}${ESC}\\`,
  '\u00e4',
];

test('queries go and everything else stays, however the output is cut', () => {
  const piece = fc.constantFrom(
    ...queries.map((text) => ({ text, stays: false })),
    ...kept.map((text) => ({ text, stays: true })),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(2000)), (pieces, cuts) => {
      const all = pieces.map(({ text }) => text).join('');
      const expected = pieces
        .filter(({ stays }) => stays)
        .map(({ text }) => text)
        .join('');
      expect(passed(new QueryFilter(), all, cuts)).toBe(expected);
    }),
  );
});

test('answers of a terminal go, and keys, mouse and pastes stay', () => {
  const replies = [
    `${ESC}[?62;22c`,
    `${ESC}[>1;2;3c`,
    `${ESC}[0n`,
    `${ESC}[12;40R`,
    `${ESC}[?12;40R`,
    `${ESC}[?2026;2$y`,
    `${ESC}[?1u`,
    `${ESC}]11;rgb:0000/0000/0000${ESC}\\`,
    `${ESC}P>|xterm(1)${ESC}\\`,
    `${ESC}[8;24;80t`,
    `${ESC}[48;24;80;480;800t`,
    `${ESC}[?997;1n`,
  ];
  const keys = [
    'a',
    `${ESC}[A`,
    `${ESC}OA`,
    `${ESC}[1;5A`,
    `${ESC}[1;2R`,
    `${ESC}[<0;3;4M`,
    `${ESC}[97;5u`,
    `${ESC}[200~paste${ESC}[201~`,
    `${ESC}x`,
    `${ESC}[I`,
    `${ESC}[15~`,
  ];
  const filter = new ReplyFilter();
  const all = keys.flatMap((key, at) => [key, replies[at % replies.length] ?? '']).join('');
  expect(passed(filter, all + replies.join(''), [5, 17, 33])).toBe(keys.join(''));
});

test('an escape key waits until somebody asks, and then comes out', () => {
  const filter = new ReplyFilter();
  expect(filter.pass(Buffer.from(ESC))).toHaveLength(0);
  expect(filter.isHolding).toBe(true);
  expect(Buffer.from(filter.flush()).toString()).toBe(ESC);
});
