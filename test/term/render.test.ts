import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { Line } from '../../src/term/line.ts';
import { renderAnsi } from '../../src/term/render-ansi.ts';
import { renderHtml } from '../../src/term/render-html.ts';
import { renderSvg } from '../../src/term/render-svg.ts';
import { renderText } from '../../src/term/render-text.ts';
import type { Terminal } from '../../src/term/terminal.ts';
import { firstDifference } from './differential/compare.ts';
import { Random } from './differential/random.ts';
import { randomSequence } from './differential/sequences.ts';
import { open } from './screens.ts';

function rows(terminal: Terminal): Line[] {
  return Array.from({ length: terminal.size.rows }, (_, y) => terminal.line(y));
}

/** A blank was left for a wide character that something narrow, or of another style, has overwritten since. */
function hasIdleGap(terminal: Terminal): boolean {
  const last = terminal.size.columns - 1;
  return rows(terminal).some(
    ({ wraps }, y) =>
      wraps &&
      terminal.cell(last, y).text === '' &&
      terminal.cell(last, y).width === 1 &&
      (terminal.cell(0, y + 1).width !== 2 ||
        !isDeepStrictEqual(terminal.cell(0, y + 1).style, terminal.cell(last, y).style)),
  );
}

/** At the right edge without DECAWM there was no room for the second cell of an emoji. */
function hasNarrowEmoji(terminal: Terminal): boolean {
  const last = terminal.size.columns - 1;
  return rows(terminal).some((_, y) => {
    const { text, width } = terminal.cell(last, y);
    return width === 1 && /\uFE0F|\p{RI}/u.test(text);
  });
}

const GRAPHEMES = '2027';

/** Nothing that changes how wide clusters are: the text does not tell in which mode it was printed. */
function withItsWidths(sequence: string): string {
  return sequence.includes(GRAPHEMES) || sequence === '\u001Bc' ? '' : sequence;
}

test('a screen written as ANSI text shows the same on another terminal, styles and links included', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = new Random(seed);
    const size = { columns: 4 + random.below(20), rows: 2 + random.below(6) };
    const [one, other] = [open({ size }), open({ size })];
    const joins = seed % 2 === 0;
    if (joins) for (const { write } of [one, other]) write(`\u001B[?${GRAPHEMES}h`);
    for (let left = 60; left > 0; left -= 1) one.write(withItsWidths(randomSequence(random)));
    if (hasIdleGap(one.terminal) || (joins && hasNarrowEmoji(one.terminal))) continue;
    const text = renderAnsi(rows(one.terminal));
    other.write(text.replaceAll('\n', '\r\n').replace(/\r\n$/, ''));
    one.write('\u001B[?6l\u001B[H\u001B[?25h\u001B[?7h');
    other.write('\u001B[H');
    expect(firstDifference(other.terminal, one.terminal), `seed ${seed}`).toBeUndefined();
  }
});

test('ANSI text starts and ends every line in the default rendition', () => {
  const { terminal, write } = open({ size: { columns: 9, rows: 2 } });
  write('\u001B[1;31mred\r\n\u001B[4:3;58;5;9mx\u001B]8;id=a;http://b\u0007y');
  expect(renderAnsi(rows(terminal))).toBe(
    '\u001B[1;31mred\u001B[0m\n' +
      '\u001B[1;4:3;31;58:5:9mx\u001B]8;id=a;http://b\u001B\\y\u001B]8;;\u001B\\\u001B[0m\n',
  );
});

test('plain text joins the rows of a wrapped line and drops trailing blanks', () => {
  const { terminal, write } = open({ size: { columns: 5, rows: 4 } });
  write('abcdefg  \r\nx   ');
  expect(renderText(rows(terminal))).toBe('abcdefg\nx\n\n');
});

test('HTML escapes text, resolves colours and follows only safe links', () => {
  const { terminal, write } = open({ size: { columns: 40, rows: 1 } });
  write('<b>&\u001B[1;38;5;196m"hi"\u001B[0m\u001B[7mi\u001B[0m');
  write('\u001B]8;;https://a/?x=1&y="2"\u0007l\u001B]8;;javascript:alert(1)\u0007n');
  expect(renderHtml(rows(terminal))).toBe(
    '<pre style="color:#e5e5e5;background:#000000;font-family:monospace">&lt;b&gt;&amp;' +
      '<span style="color:#ff0000;font-weight:bold">&quot;hi&quot;</span>' +
      '<span style="color:#000000;background:#e5e5e5">i</span>' +
      '<a href="https://a/?x=1&amp;y=&quot;2&quot;">l</a>n\n</pre>',
  );
});

test('SVG puts every run at its own column, after wide characters too', () => {
  const { terminal, write } = open({ size: { columns: 10, rows: 1 } });
  write('漢\u001B[44ma\u001B[0m<');
  expect(renderSvg(rows(terminal), { columns: 10 })).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="84" height="17" font-family="monospace" font-size="14" fill="#e5e5e5">' +
      '<rect width="100%" height="100%" fill="#000000"/>' +
      '<text x="0" y="13" textLength="16.8" lengthAdjust="spacingAndGlyphs" style="fill:#e5e5e5;white-space:pre">漢</text>' +
      '<rect x="16.8" y="0" width="8.4" height="17" fill="#0000ee"/>' +
      '<text x="16.8" y="13" textLength="8.4" lengthAdjust="spacingAndGlyphs" style="fill:#e5e5e5;white-space:pre">a</text>' +
      '<text x="25.2" y="13" textLength="8.4" lengthAdjust="spacingAndGlyphs" style="fill:#e5e5e5;white-space:pre">&lt;</text></svg>',
  );
});
