import { readFileSync } from 'node:fs';
import type { ScreenElement, ScreenView } from '../../../src/term/find-elements.ts';
import { openTerminal } from '../../../src/term/open-terminal.ts';

/** A recorded screen, and what somebody who looked at it saw. */
export interface LabelledScreen {
  readonly name: string;
  readonly screen: ScreenView;
  readonly labels: readonly string[];
}

const SIZE = { columns: 80, rows: 24 };

/**
 * The screens of labels.txt, each with the labels below its name. They were drawn up by looking at
 * every screen beside what was found on it: what is wrong was struck out, and what was plainly
 * missing was added. So they measure precision; the count of misses is a lower bound. The screens of
 * opencode and lazygit were labelled before anything was looked for on them; they are written anew as
 * they stood, since the output of both is long.
 */
export function labelledScreens(): readonly LabelledScreen[] {
  const folder = new URL('fixtures/', import.meta.url);
  const sections = readFileSync(new URL('labels.txt', folder), 'utf8').split(/^# /m).slice(1);
  return sections.map((section) => {
    const [name = '', ...labels] = section.trim().split('\n');
    const terminal = openTerminal({ size: SIZE });
    terminal.write(readFileSync(new URL(`screens/${name}.bin`, folder)));
    return { name, screen: terminal, labels };
  });
}

/** The label of an element: its kind, place and text; of a box its size instead of its text. */
export function labelOf({ kind, row, column, rows, columns, text }: ScreenElement): string {
  return `${kind} ${row},${column} ${kind === 'box' ? `${rows}x${columns}` : text}`.trimEnd();
}
