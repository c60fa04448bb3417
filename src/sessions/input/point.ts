import { StetError } from '../../base/errors.ts';
import type { SessionParams } from '../../protocol/session-methods.ts';
import { findElements } from '../../term/find-elements.ts';
import { encodeMouse } from '../../term/encode-mouse.ts';
import type { MouseInput } from '../../term/mouse-input.ts';
import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import { watch } from '../core/watch.ts';
import { send } from './send.ts';

const MOMENT_MS = 200;

/** As the engine tells programs that ask. */
const cellPixels = { width: 10, height: 20 };

/** A cell of the screen. */
export interface CellPlace {
  readonly row: number;
  readonly col: number;
}

type Click = SessionParams<'session.click'>;
type Scroll = SessionParams<'session.scroll'>;

/**
 * Clicks a cell, or the middle of an element.
 * @throws StetError MOUSE_REFUSED, ELEMENT_STALE, ELEMENT_NOT_FOUND, PARAMS_INVALID
 */
export async function click(house: House, session: Session, asked: Click): Promise<CellPlace> {
  await listening(session);
  const place = placeOf(session, asked.target);
  const spot = { row: place.row, column: place.col, button: asked.button };
  const once = [
    mouseBytes(session, { type: 'press', ...spot }),
    mouseBytes(session, { type: 'release', ...spot }),
  ];
  const all = Array.from({ length: asked.clicks }, () => once).flat();
  await send(house, session, Buffer.concat(all));
  return place;
}

/** Turns the wheel in the middle of the screen. @throws StetError MOUSE_REFUSED */
export async function scroll(house: House, session: Session, asked: Scroll): Promise<void> {
  await listening(session);
  const { columns, rows } = session.terminal.size;
  const [row, column] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  const notch = mouseBytes(session, { type: 'wheel', direction: asked.direction, row, column });
  await send(house, session, Buffer.concat(Array.from({ length: asked.amount }, () => notch)));
}

/** Programs draw before they ask for the mouse: one that has just drawn gets a moment for that. */
async function listening(session: Session): Promise<void> {
  if (Date.now() - session.lastOutputAt > MOMENT_MS) return;
  await watch(
    session,
    () => {
      const { mouse, alternateScreen } = session.terminal.modes;
      const isDone = mouse !== 'none' || alternateScreen || !session.isRunning;
      return isDone ? { kind: 'found', value: true } : { kind: 'wait' };
    },
    { timeoutMs: MOMENT_MS, signal: new AbortController().signal },
  );
}

function mouseBytes({ terminal }: Session, input: MouseInput): Uint8Array {
  return encodeMouse(input, { modes: terminal.modes, size: terminal.size, cellPixels });
}

function placeOf(session: Session, target: Click['target']): CellPlace {
  if ('ref' in target) return middleOf(session, target.ref);
  const { columns, rows } = session.terminal.size;
  if (target.row < rows && target.col < columns) return target;
  const message = `Cannot click row ${target.row}, column ${target.col}: the screen is ${columns}x${rows}`;
  throw new StetError('PARAMS_INVALID', message, {
    hint: 'Rows and columns count from 0 at the top left',
  });
}

/** The element is looked for on the screen as it is now: one that moved or changed is stale. */
function middleOf({ terminal, tracker }: Session, ref: string): CellPlace {
  tracker.look(findElements(terminal));
  const { row, column, rows, columns } = tracker.locate(ref);
  return { row: row + Math.floor((rows - 1) / 2), col: column + Math.floor((columns - 1) / 2) };
}
