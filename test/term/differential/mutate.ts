import { corpora } from '../corpora.ts';
import type { Random } from './random.ts';

/** A text, a control or a whole sequence; what is left of a broken one counts as text. */
const token = new RegExp(
  [
    '\\u001B\\[[0-?]*[ -/]*[@-~]',
    '\\u001B[\\]P_^X][^\\u0007\\u001B]*(?:\\u0007|\\u001B\\\\)',
    '\\u001B[ -/]*[0-~]',
    '[\\0-\\u001F]',
    '[^\\0-\\u001F]+',
  ].join('|'),
  'g',
);
const decoder = new TextDecoder();
const parsed = corpora.map(({ bytes }) => decoder.decode(bytes).match(token) ?? []);

/** Some sequences that a program wrote in a row, a few of them lost, doubled, moved or changed. */
export function mutatedSequences(random: Random, count: number): string[] {
  const whole = parsed[random.below(parsed.length)] ?? [];
  const from = random.below(Math.max(1, whole.length - count));
  const sequences = whole.slice(from, from + count);
  for (let left = 1 + random.below(6); left > 0 && sequences.length > 0; left -= 1) {
    mutate(random, sequences);
  }
  return sequences;
}

function mutate(random: Random, sequences: string[]): void {
  const at = random.below(sequences.length);
  const sequence = sequences[at] ?? '';
  switch (random.below(5)) {
    case 0:
      sequences.splice(at, 1);
      return;
    case 1:
      sequences.splice(at, 0, sequence);
      return;
    case 2:
      sequences.splice(random.below(sequences.length), 0, sequence);
      return;
    case 3:
      sequences[at] = sequence.replace(/\d+/, String(random.below(100)));
      return;
    default:
      sequences[at] = sequence.replace(
        /[@-~]$/,
        random.pick(['A', 'D', 'H', 'J', 'K', 'P', 'm', 'G']),
      );
  }
}
