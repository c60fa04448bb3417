import { StetError } from '../base/errors.ts';
import type { HostCapture } from '../backends/backend.ts';
import type { Checkpoint, Pane } from '../model/checkpoint.ts';
import { plainText } from '../model/saved-line.ts';
import { SavedLines } from '../model/saved-lines.ts';
import { lineCount } from '../store/store.ts';
import type { EngineOptions } from './context.ts';
import type { PaneContents } from './numbered-contents.ts';
import type { PreparedLines } from './prepared-lines.ts';
import type { SettledContents } from './settled-contents.ts';
import type { Stamps } from './stamps.ts';

/** One host's capture, its panes described, and what earlier saves and restores know of them. */
export interface DescribedCapture {
  readonly capture: HostCapture;
  readonly panes: Readonly<Record<string, Pane>>;
  /** How many saved lines a restore showed in a pane. */
  readonly shown: ReadonlyMap<string, number>;
  readonly settled: SettledContents;
  /** What lines above a cursor were cut into as they were read. Default: nothing. */
  readonly prepared?: PreparedLines | undefined;
}

/** The lines of each pane that are recorded by choice; nothing when none are. */
export function contentsOf(
  options: Pick<EngineOptions, 'save_scrollback' | 'max_scrollback_lines'>,
  { capture, panes, shown, settled, prepared }: DescribedCapture,
): readonly (readonly [string, PaneContents])[] {
  if (options.save_scrollback === 'none') return [];
  const limit =
    options.save_scrollback === 'full' ? Number.POSITIVE_INFINITY : options.max_scrollback_lines;
  return [...capture.contents].map(([id, captured]) => {
    const above = settled.above(id, captured);
    const hasPrompt = (panes[id]?.prompt.length ?? 0) > 0;
    const lines = hasPrompt
      ? withoutRepeatedPrompt(captured.above, (shown.get(id) ?? 0) - lineCount(above))
      : captured.above.followedBy(captured.atCursor);
    const { dropped, mode, numbering, stamp } = captured;
    const contents = {
      above,
      lines,
      prepared: prepared?.of(captured.above) ?? [],
      dropped,
      mode,
      ...(numbering && { numbering }),
      ...(stamp !== undefined && { stamp }),
    };
    return [id, counted(limited(contents, limit))] as const;
  });
}

/** What is stored of the panes that were not read because they still show the same. */
export function unchangedContents(
  { unchanged = new Set() }: HostCapture,
  previous: Checkpoint | undefined,
  stamps: Stamps,
): readonly (readonly [string, PaneContents])[] {
  return [...unchanged].map((id) => {
    const scrollback = previous?.panes[id]?.scrollback;
    if (previous === undefined || scrollback === undefined) {
      throw new StetError('STORE_CHANGED', 'Cannot keep saved output that was deleted meanwhile');
    }
    const { segments, mode, dropped } = scrollback;
    const stamp = stamps.of(previous, id);
    const kept = { above: segments, lines: SavedLines.none, mode, dropped };
    return [id, stamp === undefined ? kept : { ...kept, stamp }] as const;
  });
}

/** Where lines are numbered, their numbers tell what is left out, however many saves that took. */
function counted(contents: PaneContents): PaneContents {
  const { above = [], numbering } = contents;
  if (numbering === undefined) return contents;
  const dropped = Math.max(0, numbering.first - lineCount(above) - numbering.oldest);
  return { ...contents, dropped, mode: dropped > 0 ? 'recent' : 'full' };
}

/** Without the oldest lines; of what is stored already only whole segments go. */
function limited(contents: PaneContents, limit: number): PaneContents {
  const { above = [], lines, numbering, stamp } = contents;
  let excess = lineCount(above) + lines.length - limit;
  let gone = 0;
  for (const segment of above) {
    if (segment.lines > excess) break;
    excess -= segment.lines;
    gone += 1;
  }
  const cut = gone === above.length ? Math.max(0, excess) : 0;
  const dropped = lineCount(above.slice(0, gone)) + cut;
  if (dropped === 0) return contents;
  return {
    above: above.slice(gone),
    lines: lines.slice(cut),
    dropped: contents.dropped + dropped,
    mode: 'recent',
    ...(numbering && { numbering: { ...numbering, first: numbering.first + cut } }),
    ...(stamp !== undefined && { stamp }),
  };
}

/** The most lines that a prompt draws above the one that one types in. */
const PROMPT_LINES = 3;

/**
 * A prompt of several lines leaves its upper ones above the cursor. After a restore they stand
 * there twice: once as saved, once from the new shell. While nothing else was printed since, the
 * second time is left out, so that saving and restoring again and again adds nothing.
 */
function withoutRepeatedPrompt(lines: SavedLines, shown: number): SavedLines {
  const extra = lines.slice(Math.max(0, shown));
  if (shown <= 0 || extra.length === 0 || extra.length > PROMPT_LINES) return lines;
  const before = Array.from(lines.slice(Math.max(0, shown - extra.length), shown));
  const isRepeated = Array.from(extra).every(
    (line, index) => plainText(line) === plainText(before[index] ?? ''),
  );
  return isRepeated ? lines.slice(0, shown) : lines;
}
