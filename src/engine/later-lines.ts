import * as z from 'zod';
import { openStore } from '../store/store.ts';

const Name = z.object({
  store: z.string(),
  checkpoint: z.string(),
  pane: z.string(),
  segments: z.int().nonnegative().describe('so many of the oldest of the pane'),
});

/** Says which saved lines a session awaits, for a daemon that goes on with it. */
export function nameLater(lines: z.output<typeof Name>): string {
  return JSON.stringify(lines);
}

/** Reads lines by the name that they were given. @throws what reading the checkpoint throws */
export async function readLater(name: string): Promise<readonly string[]> {
  const { store: folder, checkpoint: id, pane, segments } = Name.parse(JSON.parse(name));
  const store = await openStore(folder);
  const { scrollback } = (await store.read(id)).panes[pane] ?? {};
  if (scrollback === undefined) return [];
  const older = scrollback.segments.slice(0, segments);
  return (await store.readLines({ ...scrollback, segments: older })).lines;
}
