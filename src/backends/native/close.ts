import { panesOf } from '../../model/layout-tree.ts';
import type { Hosted } from '../../sessions/hosted.ts';
import type { CloseJob } from '../backend.ts';

/** Ends the sessions of these windows, tabs and panes; here ids are the host's own ids. */
export async function close(hosted: Hosted, job: CloseJob): Promise<void> {
  const doomed = hosted.arrangement.windows.flatMap((window) =>
    window.tabs.filter((tab) => job.windows.includes(window.id) || job.tabs.includes(tab.id)),
  );
  const sessions = new Set([...doomed.flatMap(({ layout }) => panesOf(layout)), ...job.panes]);
  await Promise.all([...sessions].map(async (session) => hosted.close(session)));
}
