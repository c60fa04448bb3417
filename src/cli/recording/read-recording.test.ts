import { expect, test } from 'vitest';
import { readRecording } from './read-recording.ts';

const HEAD = '{"version": 2, "width": 80, "height": 24}';

test('an asciicast is its size and what it printed, in order', () => {
  const text = [HEAD, '[0.5, "o", "a"]', '[0.6, "i", "secret"]', '[1, "o", "b\\r\\n"]', ''].join(
    '\n',
  );
  expect(readRecording(text)).toEqual({
    size: { columns: 80, rows: 24 },
    moments: [
      { atMs: 500, output: 'a' },
      { atMs: 1000, output: 'b\r\n' },
    ],
  });
});

test('a last line that was cut short is left out', () => {
  expect(readRecording(`${HEAD}\n[0.5, "o", "a"]\n[0.7, "o", "b`).moments).toHaveLength(1);
});

test.each([
  ['', 'no asciicast'],
  ['{}', 'no asciicast'],
  ['{"version":3,"width":1,"height":1}', 'version is 3'],
  [`${HEAD}\nnonsense\n[1,"o","x"]`, 'line 2'],
  [`${HEAD}\n{"a":1}`, 'line 2'],
])('%j is refused: %s', (text, why) => {
  expect(() => readRecording(text)).toThrow(why);
});
