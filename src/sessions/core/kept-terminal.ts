import { openTerminal, restoreTerminal } from '../../term/open-terminal.ts';
import { renderAnsi } from '../../term/render-ansi.ts';
import type { SealedPage, Terminal, TerminalOptions, TerminalSize } from '../../term/terminal.ts';
import { drawScreen } from '../attach/draw-screen.ts';
import type { SessionFacts } from './kept-state.ts';

/** Of an engine that cannot save itself, so many of the newest lines of the history are kept. */
const KEPT_LINES = 1000;
/** Between the lines of the history and what draws the screen: neither has it. */
const FENCE = '\u0018\u0018';

/** A terminal as bytes, without its sealed pages; what draws it, where its engine cannot save itself. */
export function keptTerminal(terminal: Terminal): Uint8Array {
  const saved = terminal.save({ sealedPages: false });
  return saved ?? Buffer.from(`${newestLines(terminal)}${FENCE}${drawScreen(terminal)}`);
}

/** The terminal that `keptTerminal` made bytes of. */
export function openKept(
  { facts, size }: { readonly facts: SessionFacts; readonly size: TerminalSize },
  kept: Uint8Array,
  { options, pages }: KeptParts,
): Terminal {
  if (facts.engine === 'vt') return restoreTerminal(kept, options, pages);
  const terminal = openTerminal({ ...options, size }, facts.engine);
  const [lines = '', screen = ''] = Buffer.from(kept).toString('utf8').split(FENCE);
  terminal.write(Buffer.from(lines));
  const up = '\n'.repeat(terminal.cursor.y);
  terminal.write(Buffer.from(`\u001B[${size.rows};1H${up}${screen}`));
  return terminal;
}

/** What a kept terminal is opened with. */
export interface KeptParts {
  readonly options: Omit<TerminalOptions, 'size'>;
  readonly pages: readonly SealedPage[];
}

function newestLines({ history }: Terminal): string {
  const { nextLine, firstLine } = history;
  const newest = history.lines(Math.max(firstLine, nextLine - KEPT_LINES), nextLine);
  const lines = newest.filter((line) => line !== undefined);
  return renderAnsi(lines.map(({ runs }) => ({ runs, wraps: false }))).replaceAll('\n', '\r\n');
}
