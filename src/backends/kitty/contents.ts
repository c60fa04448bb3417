import { rm } from 'node:fs/promises';
import type { Call } from '../../os/call.ts';
import { makeTemporaryFolder } from '../../os/temporary-folder.ts';
import type { CapturedContents, CaptureRequest } from '../backend.ts';
import { linesOfOutput } from '../output-lines.ts';
import type { Instance } from './instance.ts';
import type { PaneFacts, TextFacts } from './kitty-facts.ts';
import { writtenTexts } from './written-texts.ts';

/**
 * Reads what every pane shows, by kitty's id. kitty writes one pane in each turn of its loop, and
 * draws and answers others in between. A pane that closes meanwhile is left out.
 */
export async function readContents(
  instance: Instance,
  panes: readonly PaneFacts[],
  { maxLines, hear, call }: Pick<CaptureRequest, 'maxLines' | 'hear'> & { readonly call: Call },
): Promise<ReadonlyMap<number, StampedContents>> {
  const contents = new Map<number, StampedContents>();
  if (maxLines === 0 || panes.length === 0) return contents;
  const folder = await makeTemporaryFolder('text');
  try {
    const ids = panes.map(({ id }) => id);
    for await (const { id, facts, bytes } of writtenTexts(instance, ids, { folder, call })) {
      const { stamp } = facts;
      const own = contentsOf(bytes, facts, maxLines);
      hear?.(own.above);
      contents.set(id, { ...own, stamp });
      call.progress('reading panes', contents.size, panes.length);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return contents;
}

/** Contents, and the stamp that kitty gave them in the same turn. */
export type StampedContents = CapturedContents & { readonly stamp: string };

/**
 * Cuts kitty's text into logical lines: on the screen every row ends in CR, and everywhere one that
 * begins a line has LF in front of it.
 */
export function contentsOf(
  bytes: Buffer,
  { historyBytes, continues, cursor, isAlternate }: Omit<TextFacts, 'stamp'>,
  maxLines: number,
): CapturedContents {
  const screen = bytes.subarray(historyBytes);
  const isOneText = historyBytes === 0 || continues;
  const all = isOneText
    ? bytes
    : Buffer.concat([bytes.subarray(0, historyBytes), Buffer.of(LF), screen]);
  const rowStart = all.length - screen.length + startOfRow(screen, cursor);
  const cut = isAlternate ? all.length : Math.max(0, all.lastIndexOf(LF, rowStart));
  const above = linesOfOutput(all.subarray(0, cut));
  const lower = linesOfOutput(all.subarray(all[cut] === LF ? cut + 1 : cut)).withoutBlankEnd();
  const kept = above.slice(Math.max(0, above.length - maxLines));
  const dropped = above.length - kept.length;
  return {
    above: lower.length === 0 ? kept.withoutBlankEnd() : kept,
    atCursor: lower,
    dropped,
    mode: dropped === 0 ? 'full' : 'recent',
  };
}

const [LF, CR] = [0x0a, 0x0d];

function startOfRow(screen: Buffer, row: number): number {
  let at = 0;
  for (let passed = 0; passed < row; passed += 1) at = screen.indexOf(CR, at) + 1;
  return at;
}
