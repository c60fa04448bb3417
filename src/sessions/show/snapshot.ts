import type { SessionParams } from '../../protocol/session-methods.ts';
import type { ScreenState, SessionElement } from '../../protocol/session-answers.ts';
import type { Call } from '../../os/call.ts';
import { findElements } from '../../term/find-elements.ts';
import type { Session } from '../core/session.ts';
import { contentHash, textHash } from '../core/screen-hash.ts';
import { rowText, screenText } from '../core/screen-text.ts';
import { awaitScreen } from './await-screen.ts';
import { modeNames } from './mode-names.ts';
import { picture } from './picture.ts';
import { readScrollback } from './scrollback.ts';
import { styledSpans } from './spans.ts';

type Asked = SessionParams<'session.snapshot'>;

/** What a session shows, now or when it changed and settled. @throws StetError REVISION_UNKNOWN */
export async function snapshot(session: Session, asked: Asked, call: Call): Promise<ScreenState> {
  const patience = { timeoutMs: asked.timeoutMs, signal: call.signal };
  const outcome = await awaitScreen(session, asked, patience);
  // From here to the picture nothing waits, so that all parts are of the same moment.
  const screen = screenState(session, asked);
  const content = await picture(session.terminal, asked.format);
  return { ...screen, outcome, ...(content !== undefined && { content }) };
}

function screenState(session: Session, asked: Asked): Omit<ScreenState, 'outcome'> {
  const { terminal } = session;
  const { x, y, visible, shape } = terminal.cursor;
  const { columns, rows } = terminal.size;
  const state = {
    session: { id: session.id, name: session.name },
    format: asked.format,
    size: { cols: columns, rows },
    cursor: { row: y, col: x, visible, shape },
    title: terminal.title,
    modes: [...modeNames(terminal.modes)],
    revision: session.revision,
    content_hash: contentHash(terminal),
    text_hash: textHash(terminal),
    ...textParts(session, asked),
    ...(session.ending !== undefined && session.isFinished && { exit: session.ending }),
  };
  session.looks.take(terminal, session.revision);
  session.keeper.changed(0);
  return state;
}

function textParts(session: Session, asked: Asked): Partial<ScreenState> {
  const { terminal } = session;
  return {
    ...(asked.format === 'full' && asked.since === '' && { text: screenText(terminal) }),
    ...(asked.since !== '' && { changed_rows: changedRows(session, asked.since) }),
    ...(asked.styles && { spans: [...styledSpans(terminal)] }),
    ...(asked.elements && { elements: elementsOf(session) }),
    ...(asked.scrollback !== undefined && {
      scrollback: readScrollback(terminal, asked.scrollback),
    }),
  };
}

function changedRows(session: Session, since: string): { row: number; text: string }[] {
  const { terminal, looks } = session;
  return looks
    .changedSince(terminal, since)
    .map((row) => ({ row, text: rowText(terminal.line(row)) }));
}

function elementsOf({ terminal, tracker }: Session): SessionElement[] {
  return tracker.look(findElements(terminal)).map((element) => ({
    ref: element.ref,
    kind: element.kind,
    text: element.text,
    row: element.row,
    col: element.column,
    rows: element.rows,
    cols: element.columns,
    evidence: [...element.evidence],
    ...(element.isOn !== undefined && { on: element.isOn }),
  }));
}
