import type { HostCapture } from '../backends/backend.ts';
import type { Pane } from '../model/checkpoint.ts';
import { plainText } from '../model/saved-line.ts';
import type { SavedContents } from '../store/store.ts';
import type { EngineOptions } from './context.ts';

/** One host's capture, its panes described, and what earlier restores showed in them. */
export interface DescribedCapture {
  readonly capture: HostCapture;
  readonly panes: Readonly<Record<string, Pane>>;
  readonly shown: ReadonlyMap<string, number>;
}

/** The lines of each pane that are recorded by choice; nothing when none are. */
export function contentsOf(
  options: Pick<EngineOptions, 'save_scrollback' | 'max_scrollback_lines'>,
  { capture, panes, shown }: DescribedCapture,
): readonly (readonly [string, SavedContents])[] {
  if (options.save_scrollback === 'none') return [];
  const limit =
    options.save_scrollback === 'full' ? Number.POSITIVE_INFINITY : options.max_scrollback_lines;
  return [...capture.contents].map(([id, { above, atCursor, dropped, mode }]) => {
    const hasPrompt = (panes[id]?.prompt.length ?? 0) > 0;
    const lines = hasPrompt
      ? withoutRepeatedPrompt(above, shown.get(id) ?? 0)
      : [...above, ...atCursor];
    const excess = Math.max(0, lines.length - limit);
    return [
      id,
      { lines: lines.slice(excess), dropped: dropped + excess, mode: excess > 0 ? 'recent' : mode },
    ] as const;
  });
}

/** The most lines that a prompt draws above the one that one types in. */
const PROMPT_LINES = 3;

/**
 * A prompt of several lines leaves its upper ones above the cursor. After a restore they stand
 * there twice: once as saved, once from the new shell. While nothing else was printed since, the
 * second time is left out, so that saving and restoring again and again adds nothing.
 */
function withoutRepeatedPrompt(lines: readonly string[], shown: number): readonly string[] {
  const extra = lines.slice(shown);
  if (shown === 0 || extra.length === 0 || extra.length > PROMPT_LINES) return lines;
  const before = lines.slice(shown - extra.length, shown);
  const isRepeated = extra.every(
    (line, index) => plainText(line) === plainText(before[index] ?? ''),
  );
  return isRepeated ? lines.slice(0, shown) : lines;
}
