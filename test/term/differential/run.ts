import { encodeText } from '../../../src/base/lossless-text.ts';
import { VtTerminal } from '../../../src/term/vt/vt-terminal.ts';
import { XtermTerminal } from '../../../src/term/xterm/xterm-terminal.ts';
import { firstDifference, firstLineDifference } from './compare.ts';
import { mutatedSequences } from './mutate.ts';
import { Random } from './random.ts';
import { randomSequence } from './sequences.ts';
import { decisionFor, hasWide } from './xterm-decisions.ts';
import { lineDecisionFor } from './xterm-line-decisions.ts';

const MOST = 8;

/** A disagreement with xterm.js, as short as it could be made. */
export interface Disagreement {
  readonly seed: number;
  readonly columns: number;
  readonly rows: number;
  readonly sequences: readonly string[];
  readonly difference: string;
}

/** How many sequences were compared, and the first disagreements. */
export interface Outcome {
  readonly compared: number;
  readonly disagreements: readonly Disagreement[];
}

/** Draws what to write to one terminal. */
export type Draw = (random: Random) => readonly string[];

/** Sequences that have nothing to do with each other. */
export const unrelated: Draw = (random) => Array.from({ length: 40 }, () => randomSequence(random));

/** Sequences of a real program, changed here and there. */
export const mutated: Draw = (random) => mutatedSequences(random, 60);

/** Writes random sequences to both engines, terminal by terminal, and compares their screens. */
export function compareWithXterm(draw: Draw, firstSeed: number, wanted: number): Outcome {
  let compared = 0;
  const disagreements: Disagreement[] = [];
  for (let seed = firstSeed; compared < wanted && disagreements.length < MOST; seed += 1) {
    const random = new Random(seed);
    const columns = 2 + random.below(18);
    const rows = 2 + random.below(8);
    const game = { columns, rows, withLines: seed % 2 === 0 };
    const { sequences, difference } = play(game, draw(random));
    compared += sequences.length;
    if (difference === undefined) continue;
    const shortest = shrink(game, sequences);
    disagreements.push({ seed, columns, rows, ...shortest });
  }
  return { compared, disagreements };
}

interface Played {
  readonly sequences: readonly string[];
  readonly difference: string | undefined;
}

/**
 * With lines, history and wraps are compared, too, and sequences left out that change them otherwise;
 * not once the history of xterm.js is full, which then lacks the beginning.
 */
interface Game {
  readonly columns: number;
  readonly rows: number;
  readonly withLines: boolean;
}

function play({ withLines, ...size }: Game, drawn: readonly string[]): Played {
  const ours = new VtTerminal({ size });
  const theirs = new XtermTerminal({ size });
  const sequences: string[] = [];
  for (const sequence of drawn) {
    if (decisionFor(sequence, ours) !== undefined) continue;
    if (withLines && lineDecisionFor(sequence, ours) !== undefined) continue;
    sequences.push(sequence);
    ours.write(encodeText(sequence));
    theirs.write(encodeText(sequence));
  }
  // xterm.js forgets that a blank was the gap before a wide character when that is overwritten.
  const withBlanks = !sequences.some(hasWide);
  const { buffer, options } = theirs.xterm;
  const isWhole = buffer.normal.baseY < (options.scrollback ?? 0);
  const lines = withLines && isWhole ? firstLineDifference(ours, theirs, withBlanks) : undefined;
  const difference = firstDifference(ours, theirs) ?? lines;
  theirs.xterm.dispose();
  return { sequences, difference };
}

/** Leaves out one sequence after the other as long as the engines still disagree. */
function shrink(
  game: Game,
  failing: readonly string[],
): { sequences: readonly string[]; difference: string } {
  let sequences = failing;
  for (let at = sequences.length - 1; at >= 0; at -= 1) {
    const fewer = sequences.filter((_, index) => index !== at);
    if (play(game, fewer).difference !== undefined) sequences = fewer;
  }
  return { sequences, difference: play(game, sequences).difference ?? 'gone' };
}
