import type { LineNumbering } from '../backends/backend.ts';
import type { SavedContents } from '../store/store.ts';

/** The lines of a pane on their way into the store, and where they stand among all it printed. */
export interface PaneContents extends SavedContents {
  /** Of the first of `lines`; what stands above them is not counted. */
  readonly numbering?: LineNumbering;
}
