import { SequenceFilter } from '../text/terminal-sequences.ts';

// Final bytes of control sequences that move, print, erase, colour, scroll or set a margin.
// What is not here asks the terminal for something, moves its window or reaches outside of it.
const SHOWING = /^\u001B\[[\d;:]*[@-MPSTXZ\x60abdefghlmrsu]$/;
const CURSOR_SHAPE = /^\u001B\[\d* q$/;
const MODE = /^\u001B\[\?([\d;]+)[hl]$/;
// reverse video, origin, wrapping, blinking and visible cursor, margins, screens, one frame
const SHOWING_MODES = new Set('5 6 7 12 25 47 69 1047 1048 1049 2026'.split(' '));
// saved cursor, line moves, tab stops, reset, keypad, character sets
const SHOWING_ESCAPE = /^\u001B(?:[78DEHMc=>]|[()*+][0AB])$/;
const HYPERLINK_OR_TITLE = /^\u001B\](?:0|1|2|8);/;

/**
 * Lets through of a recording what draws, and nothing that a terminal would answer, keep or do
 * something about: a recording may come from anybody.
 */
export class Harmless {
  readonly #filter = new SequenceFilter(isShowing);

  read(output: string): string {
    return this.#filter.read(output);
  }
}

function isShowing(sequence: string): boolean {
  const [, modes] = MODE.exec(sequence) ?? [];
  if (modes !== undefined) return modes.split(';').every((mode) => SHOWING_MODES.has(mode));
  return [SHOWING, CURSOR_SHAPE, SHOWING_ESCAPE, HYPERLINK_OR_TITLE].some((pattern) =>
    pattern.test(sequence),
  );
}
