import type { Pane } from '../model/checkpoint.ts';
import { commandLine } from '../model/redirection-words.ts';
import { countOf } from './text/counts.ts';
import type { Page } from './text/page.ts';
import { printable } from './text/printable.ts';
import { clip } from './text/display-width.ts';
import { shellWord } from './text/shell-word.ts';

const MOST_PROGRAM_CELLS = 60;

/** One pane in words: directory, program, what a restore does with it, saved lines. */
export function paneLine(pane: Pane, page: Page): string {
  const { cwd, restore, scrollback } = pane;
  return [
    printable(cwd.path),
    page.paint('cyan', programOf(pane)),
    page.paint('dim', restore.policy),
    ...(scrollback === undefined ? [] : [countOf(scrollback.lines, 'line')]),
    ...endOf(pane),
  ].join('  ');
}

function programOf({ program, shell }: Pane): string {
  const line = commandLine(program ?? { argv: shell.slice(0, 1) }, shellWord);
  return clip(line, MOST_PROGRAM_CELLS);
}

function endOf({ exit, isMarked }: Pane): readonly string[] {
  const ended =
    exit === undefined ? [] : [`exited ${printable(exit.signal ?? String(exit.status))}`];
  return isMarked ? [...ended, 'marked'] : ended;
}
