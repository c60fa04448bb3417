import type { House } from '../core/house.ts';
import type { Session, SessionTap } from '../core/session.ts';
import type { Attachment, Viewer } from '../sessions.ts';
import { drawScreen } from './draw-screen.ts';
import { QueryFilter, ReplyFilter } from './one-answerer.ts';

/** A sequence of a person's terminal comes in one piece; what stays unfinished so long is a key. */
const UNFINISHED_MS = 30;
/** A resize that never comes about does not hold up the first drawing any longer. */
const RESIZE_MS = 500;

/**
 * Shows a session to a person, who types into it unless they only watch. Of several people the one
 * who attached, or changed their window, last decides about the size.
 */
export function attachViewer(house: House, session: Session, viewer: Viewer): Attachment {
  return new ViewerAttachment(house, session, viewer);
}

class ViewerAttachment implements Attachment {
  readonly #house: House;
  readonly #session: Session;
  readonly #viewer: Viewer;
  readonly #replies = new ReplyFilter();
  readonly #release: () => void;
  readonly #tap: SessionTap;
  #queries = new QueryFilter();
  #isDrawn = false;
  #isOver = false;
  #drawing: NodeJS.Timeout | undefined = undefined;
  #unfinished: NodeJS.Timeout | undefined = undefined;

  constructor(house: House, session: Session, viewer: Viewer) {
    this.#house = house;
    this.#session = session;
    this.#viewer = viewer;
    this.#tap = {
      output: (bytes) => this.#show(bytes),
      resized: () => this.#draw(),
    };
    session.attached += 1;
    session.taps.add(this.#tap);
    this.#release = session.onUpdate(() => this.#checkEnd());
    if (viewer.size === undefined || this.#has(viewer.size)) this.#draw();
    else {
      this.resize(viewer.size);
      this.#drawing = setTimeout(() => this.#draw(), RESIZE_MS);
    }
  }

  readonly input = (bytes: Uint8Array): void => {
    if (this.#isOver || this.#viewer.size === undefined) return;
    clearTimeout(this.#unfinished);
    this.#send(this.#replies.pass(bytes));
    if (!this.#replies.isHolding) return;
    this.#unfinished = setTimeout(() => this.#send(this.#replies.flush()), UNFINISHED_MS);
  };

  readonly resize = (size: { readonly columns: number; readonly rows: number }): void => {
    if (this.#isOver || this.#viewer.size === undefined || this.#has(size)) return;
    const { columns, rows } = size;
    if (columns < 2 || rows < 1 || columns > 4096 || rows > 4096) return;
    this.#house.holder.resize(this.#session.id, { columns, rows });
  };

  readonly detach = (): void => {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#drawing);
    clearTimeout(this.#unfinished);
    this.#session.taps.delete(this.#tap);
    this.#release();
    this.#session.attached -= 1;
    this.#session.updated();
  };

  #has(size: { readonly columns: number; readonly rows: number }): boolean {
    const { columns, rows } = this.#session.terminal.size;
    return columns === size.columns && rows === size.rows;
  }

  #send(bytes: Uint8Array): void {
    if (bytes.length === 0 || !this.#session.isRunning) return;
    this.#session.lastUsedAt = this.#house.now();
    // Input that is refused because nobody reads it is lost, as it is with any terminal.
    this.#house.holder.write(this.#session.id, bytes).catch(() => undefined);
  }

  #draw(): void {
    clearTimeout(this.#drawing);
    this.#queries = new QueryFilter();
    this.#queries.tuneIn(this.#session.ring.read(this.#session.offset - TUNE_IN_BYTES));
    this.#isDrawn = true;
    this.#viewer.show(Buffer.from(drawScreen(this.#session.terminal)));
  }

  #show(bytes: Uint8Array): void {
    if (!this.#isDrawn) return;
    const shown = this.#queries.pass(bytes);
    if (shown.length > 0) this.#viewer.show(shown);
  }

  #checkEnd(): void {
    const { isFinished, ending } = this.#session;
    if (!isFinished || ending === undefined || this.#isOver) return;
    if (!this.#isDrawn) this.#draw();
    this.detach();
    this.#viewer.ended(ending);
  }
}

const TUNE_IN_BYTES = 8192;
