import type { Checkpoint } from '../model/checkpoint.ts';
import type { PaneContents } from './numbered-contents.ts';

/**
 * The newest stamps of stored contents. A host may stamp the same lines anew, and a save that says
 * nothing else is not written: what it learned is remembered here, for as long as the process and
 * the checkpoint last. Forgetting is never wrong, only slower.
 */
export class Stamps {
  #checkpoint = '';
  readonly #panes = new Map<string, string>();

  /** What a pane of a checkpoint is stamped with by now. */
  of({ id, panes }: Checkpoint, pane: string): string | undefined {
    const newer = id === this.#checkpoint ? this.#panes.get(pane) : undefined;
    return newer ?? panes[pane]?.scrollback?.stamp;
  }

  /** Takes note that a checkpoint's panes hold just what was captured. */
  remember({ id }: Checkpoint, contents: ReadonlyMap<string, PaneContents>): void {
    if (id !== this.#checkpoint) this.#panes.clear();
    this.#checkpoint = id;
    for (const [pane, { stamp }] of contents) {
      if (stamp !== undefined) this.#panes.set(pane, stamp);
    }
  }
}
