import type { NewestLines } from '../backends/backend.ts';
import type { Pane, Scrollback } from '../model/checkpoint.ts';
import { errnoOf } from '../os/errno.ts';
import type { SavedText, Store } from '../store/store.ts';
import { beforeAgent } from './agent-lines.ts';
import { nameLater } from './later-lines.ts';

/** What is saved of one pane, and what showing it needs to know. */
export interface SavedPane {
  readonly id: string;
  readonly saved: Pane;
  readonly checkpoint: string;
  /** The agent that starts in it shows its conversation itself. */
  readonly startsAgent: boolean;
  /** Told once of lines that are damaged. */
  readonly lost: (lines: number) => void;
}

/** The saved lines of a pane, as far as somebody asks for them. Nothing is read twice. */
export class PaneLines {
  readonly #store: Store;
  readonly #pane: SavedPane;
  #newest: Promise<NewestLines> | undefined;
  #all: Promise<readonly string[]> | undefined;

  constructor(store: Store, pane: SavedPane) {
    this.#store = store;
    this.#pane = pane;
  }

  all = async (): Promise<readonly string[]> => (this.#all ??= this.#readAll());

  newest = async (fewest: number): Promise<NewestLines> =>
    (this.#newest ??= this.#readNewest(fewest));

  async #readAll(): Promise<readonly string[]> {
    if (this.#newest !== undefined) {
      const { lines, above } = await this.#newest;
      return above === undefined ? lines : [...(await above.read()), ...lines];
    }
    const { saved, startsAgent } = this.#pane;
    const { scrollback } = saved;
    const lines = scrollback === undefined ? [] : await this.#read(scrollback);
    return startsAgent ? beforeAgent(lines, saved) : lines;
  }

  async #readNewest(fewest: number): Promise<NewestLines> {
    const { id, saved, checkpoint, startsAgent } = this.#pane;
    const { scrollback } = saved;
    const cut = scrollback === undefined || startsAgent ? 0 : segmentsAbove(scrollback, fewest);
    if (scrollback === undefined || cut === 0) return { lines: await this.all() };
    const older = scrollback.segments.slice(0, cut);
    let reading: Promise<readonly string[]> | undefined;
    return {
      lines: await this.#read({ ...scrollback, segments: scrollback.segments.slice(cut) }),
      above: {
        count: older.reduce((sum, { lines }) => sum + lines, 0),
        from: nameLater({ store: this.#store.folder, checkpoint, pane: id, segments: cut }),
        read: async () => (reading ??= this.#read({ ...scrollback, segments: older })),
      },
    };
  }

  async #read(scrollback: Scrollback): Promise<readonly string[]> {
    const { lines, lostLines } = await this.#store
      .readLines(scrollback)
      .catch(unreadable(scrollback));
    if (lostLines > 0) this.#pane.lost(lostLines);
    return lines;
  }
}

/** How many segments stand above those that hold the newest lines, `fewest` of them or more. */
function segmentsAbove({ segments }: Scrollback, fewest: number): number {
  let lines = 0;
  let at = segments.length;
  while (at > 0 && lines < fewest) {
    at -= 1;
    lines += segments[at]?.lines ?? 0;
  }
  return at;
}

/** A disk that gives an error has lost what cannot be read: the other panes come back all the same. */
function unreadable({ segments }: Scrollback): (failure: unknown) => SavedText {
  return (failure) => {
    if (errnoOf(failure) === undefined) throw failure;
    const lostLines = segments.reduce((sum, { lines }) => sum + lines, 0);
    return { lines: [`[${lostLines} lines lost]`], lostLines };
  };
}
