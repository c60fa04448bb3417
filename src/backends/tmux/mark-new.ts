/**
 * Commands that leave the stable ids on what the command before them has made, though nobody has
 * read its ref yet. What bears an id already keeps it (-o), and where several bear none it cannot
 * be told which one is new: then the marks of `arrange.ts` are the first.
 */

/** Marks a session that was just made; with its only tab and pane, unless it joined a group. */
export function markNewSession({ window, tab, pane }: NewSession): string {
  const session = '#{S:#{?#{@stet_window},,#{session_id}}}';
  const own = tab === undefined ? [] : tabMarks(`"${session}:"`, { tab, pane });
  return reading('', [`set-option -q -o -t "${session}" @stet_window ${window}`, ...own]);
}

interface NewSession {
  readonly window: string;
  readonly tab?: string;
  readonly pane?: string;
}

/** Marks the tab that was just made at `place`, `session:index`, and its pane. */
export function markNewTab(place: string, ids: NewTab): string {
  return tabMarks(`"${place}"`, ids).join('\n');
}

interface NewTab {
  readonly tab: string;
  readonly pane?: string | undefined;
}

/** Marks the pane that was just cut off from `neighbour`. */
export function markNewPane(neighbour: string, pane: string): string {
  const made = '#{P:#{?#{@stet_id},,#{pane_id}}}';
  return reading(`-t ${neighbour} `, [`set-option -q -o -p -t "${made}" @stet_id ${pane}`]);
}

function tabMarks(target: string, { tab, pane }: NewTab): readonly string[] {
  return [
    `set-option -q -o -w -t ${target} @stet_tab ${tab}`,
    ...(pane === undefined ? [] : [`set-option -q -o -p -t ${target} @stet_id ${pane}`]),
  ];
}

/** Commands with formats in them, which tmux expands all at once before it runs the first. */
function reading(target: string, commands: readonly string[]): string {
  return `run-shell -C ${target}'${commands.join(' ; ')}'`;
}
