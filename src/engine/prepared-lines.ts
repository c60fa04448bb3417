import type { Checkpoint } from '../model/checkpoint.ts';
import type { SavedLines } from '../model/saved-lines.ts';
import { prepareLines, type Segment } from '../store/store.ts';

/** Lines that were cut for the store and compressed while hosts were still read. */
export class PreparedLines {
  readonly #stored: ReadonlySet<string>;
  readonly #segments = new Map<SavedLines, readonly Segment[]>();

  /** What `previous` holds is stored already. */
  constructor(previous?: Pick<Checkpoint, 'panes'>) {
    const panes = Object.values(previous?.panes ?? {});
    const segments = panes.flatMap(({ scrollback }) => scrollback?.segments ?? []);
    this.#stored = new Set(segments.map(({ hash }) => hash));
  }

  hear = (lines: SavedLines): void => {
    this.#segments.set(
      lines,
      prepareLines(lines, (hash) => this.#stored.has(hash)),
    );
  };

  /** Nothing for lines that were not heard of. */
  of(lines: SavedLines): readonly Segment[] {
    return this.#segments.get(lines) ?? [];
  }
}
