import type { CapturedPane, HostCapture } from '../backends/backend.ts';
import type { Pane } from '../model/checkpoint.ts';

/**
 * The panes that show a window of another host, by their stable ids. A client is known by its
 * process, so that it is found behind `sh -c`, `exec` and wrappers of every kind.
 */
export function linkClients(
  captures: readonly HostCapture[],
): ReadonlyMap<string, NonNullable<Pane['attach']>> {
  const shown = new Map(
    captures.flatMap(({ key, clients = new Map<number, string>() }) =>
      [...clients].map(([pid, window]) => [pid, { host: key, window }] as const),
    ),
  );
  const links = new Map<string, NonNullable<Pane['attach']>>();
  for (const [id, pane] of captures.flatMap(({ panes }) => Object.entries(panes))) {
    const attach = attachOf(pane, shown);
    if (attach !== undefined) links.set(id, attach);
  }
  return links;
}

function attachOf(
  { pids = [] }: CapturedPane,
  shown: ReadonlyMap<number, NonNullable<Pane['attach']>>,
): Pane['attach'] {
  return pids.map((pid) => shown.get(pid)).find((attach) => attach !== undefined);
}
