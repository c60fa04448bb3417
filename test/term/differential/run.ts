import { VtTerminal } from '../../../src/term/vt/vt-terminal.ts';
import { XtermTerminal } from '../../../src/term/xterm/xterm-terminal.ts';
import { firstDifference } from './compare.ts';
import { mutatedSequences } from './mutate.ts';
import { Random } from './random.ts';
import { randomSequence } from './sequences.ts';
import { decisionFor } from './xterm-decisions.ts';

const MOST = 8;
const encoder = new TextEncoder();

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
    const { sequences, difference } = play({ columns, rows }, draw(random));
    compared += sequences.length;
    if (difference === undefined) continue;
    const shortest = shrink({ columns, rows }, sequences);
    disagreements.push({ seed, columns, rows, ...shortest });
  }
  return { compared, disagreements };
}

interface Played {
  readonly sequences: readonly string[];
  readonly difference: string | undefined;
}

function play(size: { columns: number; rows: number }, drawn: readonly string[]): Played {
  const ours = new VtTerminal({ size });
  const theirs = new XtermTerminal({ size });
  const sequences: string[] = [];
  for (const sequence of drawn) {
    if (decisionFor(sequence, ours) !== undefined) continue;
    sequences.push(sequence);
    ours.write(encoder.encode(sequence));
    theirs.write(encoder.encode(sequence));
  }
  const difference = firstDifference(ours, theirs);
  theirs.xterm.dispose();
  return { sequences, difference };
}

/** Leaves out one sequence after the other as long as the engines still disagree. */
function shrink(
  size: { columns: number; rows: number },
  failing: readonly string[],
): { sequences: readonly string[]; difference: string } {
  let sequences = failing;
  for (let at = sequences.length - 1; at >= 0; at -= 1) {
    const fewer = sequences.filter((_, index) => index !== at);
    if (play(size, fewer).difference !== undefined) sequences = fewer;
  }
  return { sequences, difference: play(size, sequences).difference ?? 'gone' };
}
