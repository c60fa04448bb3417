import { LinkTable } from './link-table.ts';
import type { Row } from './row.ts';
import type { SavedCursor } from './saved-cursor.ts';
import type { Screen } from './screen.ts';
import { StyleTable } from './style-table.ts';
import type { StyleParts } from './style-table.ts';

/** Throws out the styles and links that no cell, pen or saved cursor uses, and numbers the rest anew. */
export function compactStyles(screen: Screen): void {
  const compaction = new Compaction(screen);
  compaction.renumber([...screen.main.rows(), ...screen.hidden]);
  compaction.renumber(screen.alternate.rows());
  screen.pen.set(compaction.moved(screen.pen));
  screen.savedMain = withPen(screen.savedMain, compaction);
  screen.savedAlternate = withPen(screen.savedAlternate, compaction);
  screen.styles = compaction.styles;
  screen.links = compaction.links;
}

class Compaction {
  readonly styles = new StyleTable();
  readonly links = new LinkTable();
  readonly #screen: Screen;
  readonly #numbers: Uint32Array;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#numbers = new Uint32Array(screen.styles.count);
  }

  renumber(rows: readonly Row[]): void {
    for (const row of rows) {
      for (let x = 0; x < row.used; x += 1) row.styles[x] = this.#number(row.styles[x] ?? 0);
    }
  }

  /** A style whose link has its number in the new table. */
  moved(parts: StyleParts): StyleParts {
    const { foreground, background, underlineColor, flags } = parts;
    const target = this.#screen.links.at(parts.link);
    const link = target === undefined ? 0 : this.links.intern(target);
    return { foreground, background, underlineColor, flags, link };
  }

  #number(style: number): number {
    if (style === 0) return 0;
    const known = this.#numbers[style] ?? 0;
    if (known !== 0) return known;
    const number = this.styles.intern(this.moved(this.#screen.styles.at(style)));
    this.#numbers[style] = number;
    return number;
  }
}

function withPen(saved: SavedCursor | undefined, to: Compaction): SavedCursor | undefined {
  return saved === undefined ? undefined : { ...saved, pen: to.moved(saved.pen) };
}
