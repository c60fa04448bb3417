import type { Random } from './random.ts';

const CSI = '\u001B[';
const words = [
  'a',
  'hello ',
  'the quick brown fox jumps over',
  '漢字',
  '漢',
  'é',
  'e\u0301x',
  '😀',
  'x😀y',
  '─│┌',
  'ｗｉｄｅ',
  '\u{1F1E9}\u{1F1EA}',
  '~',
  'qjlmk',
  '👨‍👩‍👧',
  '❤️',
] as const;
/** Bytes that are no UTF-8, as lossless text: alone, cut off, too long, a surrogate, too large. */
const illFormed = [
  '\uDC80',
  '\uDCE4\uDCB8',
  '\uDCC0\uDCAF',
  '\uDCED\uDCA0\uDC80',
  '\uDCF4\uDC90\uDC80\uDC80',
  '\uDCF0\uDC9F\uDC98x',
] as const;
const c1 = [
  '\u0084',
  '\u0085',
  '\u0088',
  '\u008D',
  '\u009B3D',
  '\u009B1;31m',
  '\u009D2;t\u009C',
] as const;
const moves = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'Z', '`', 'a', 'd', 'e', 'f'] as const;
const edits = [
  '@',
  'L',
  'M',
  'P',
  'S',
  'T',
  'X',
  'J',
  'K',
  '?J',
  '?K',
  ' @',
  ' A',
  "'}",
  "'~",
] as const;
const modes = [
  '4',
  '?6',
  '?7',
  '?25',
  '?1',
  '?2004',
  '?1000',
  '?1006',
  '?1004',
  '?66',
  '?45',
  '?2027',
] as const;
const screens = ['?47', '?1047', '?1048', '?1049', '?1049'] as const;

/** One thing that a program may write, as lossless text: a text, a control or a whole sequence. */
export function randomSequence(random: Random): string {
  const kind = random.below(100);
  if (kind < 34) return random.pick(words);
  if (kind < 46) return random.pick(['\r', '\n', '\r\n', '\b', '\t', '\u000B', '\r\n', '\n']);
  if (kind < 62) return randomMove(random);
  if (kind < 76) return randomEdit(random);
  if (kind < 88) return randomRendition(random);
  if (kind < 92) return randomMode(random);
  return randomRest(random);
}

function randomMove(random: Random): string {
  const final = random.pick(moves);
  if (final !== 'H' && final !== 'f') return `${CSI}${parameter(random)}${final}`;
  return `${CSI}${parameter(random)};${parameter(random)}${final}`;
}

function randomEdit(random: Random): string {
  const name = random.pick(edits);
  const prefix = name.startsWith('?') ? '?' : '';
  const rest = name.slice(prefix.length);
  if (name === 'J' && random.isOneIn(8)) return `${CSI}3J`;
  if (/[JK]/.test(rest)) return `${CSI}${prefix}${random.pick(['', '0', '1', '2'])}${rest}`;
  return `${CSI}${parameter(random)}${rest}`;
}

function parameter(random: Random): string {
  if (random.isOneIn(4)) return '';
  return String(random.isOneIn(10) ? random.below(300) : random.below(9));
}

function randomRendition(random: Random): string {
  const count = 1 + random.below(3);
  return `${CSI}${Array.from({ length: count }, () => randomCode(random)).join(';')}m`;
}

function randomCode(random: Random): string {
  const byte = (): number => random.below(256);
  switch (random.below(12)) {
    case 0:
      return random.pick(['', '0']);
    case 1:
      return String(30 + random.below(8));
    case 2:
      return String(40 + random.below(8));
    case 3:
      return String(90 + random.below(8));
    case 4:
      return String(100 + random.below(8));
    case 5:
      return `${random.pick(['38', '48'])};5;${byte()}`;
    case 6:
      return `${random.pick(['38', '48'])};2;${byte()};${byte()};${byte()}`;
    case 7:
      return `${random.pick(['38', '48', '58'])}:2::${byte()}:${byte()}:${byte()}`;
    case 8:
      return `${random.pick(['38', '48', '58'])}:5:${byte()}`;
    case 9:
      return `4:${random.below(6)}`;
    case 10:
      return random.pick(['39', '49', '59', '22', '23', '24', '25', '27', '28', '29', '55']);
    default:
      return random.pick(['1', '2', '3', '4', '5', '7', '8', '9', '21', '53']);
  }
}

function randomMode(random: Random): string {
  const mode = random.pick(modes);
  return `${CSI}${mode}${random.pick(['h', 'l'])}`;
}

function randomRest(random: Random): string {
  switch (random.below(14)) {
    case 0:
      return `${CSI}${1 + random.below(6)};${1 + random.below(9)}r`;
    case 1:
      return `${CSI}r`;
    case 2:
      return `${CSI}${random.pick(screens)}${random.pick(['h', 'l'])}`;
    case 3:
      return `\u001B7${CSI}3${random.below(8)};1m${CSI}${random.below(9)};${random.below(9)}H\u001B8`;
    case 4:
      return random.pick(['\u001BD', '\u001BE', '\u001BM', '\u001BH']);
    case 5:
      return `${CSI}${random.pick(['', '0', '3'])}g`;
    case 6:
      return random.pick(['\u001B(0', '\u001B(B', '\u000E', '\u000F', '\u001B)0', '\u001B)B']);
    case 7:
      return `${random.pick(['a', '漢', '~'])}${CSI}${parameter(random)}b`;
    case 8:
      return random.pick([`${CSI}1"q`, `${CSI}0"q`, `${CSI}2"q`]);
    case 9:
      return random.pick([
        '\u001B]8;;http://example.org/\u0007',
        '\u001B]8;id=7;https://a.b/c\u001B\\',
        '\u001B]8;;\u0007',
      ]);
    case 10:
      return random.pick([
        '\u001B]0;title\u0007',
        '\u001BPq#0;1;2~~\u001B\\',
        '\u001B_Gi=1;AAAA\u001B\\',
        '\u001B^private\u001B\\',
        `${CSI}>1;2z`,
        `${CSI}1;2;3$x`,
        `${CSI}?1;2\u0018`,
        '\u001B#8',
      ]);
    case 11:
      return random.pick(illFormed);
    case 12:
      return random.pick(c1);
    default:
      return random.pick([`${CSI}!p`, '\u001Bc', `${CSI}0m`, `${CSI}m`, `${CSI}0m`]);
  }
}
