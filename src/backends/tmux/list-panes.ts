import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import type { Question } from './run-script.ts';

/** One row of the listing: a pane, its tab (tmux: window) and its window (tmux: session). */
export type PaneRow = { readonly [F in Field]: string };

type Field = (typeof FIELDS)[number];

const FIELDS = [
  ...(['version', 'pid', 'session_id', 'session_name', 'session_group', 'session_path'] as const),
  ...(['session_stack', 'session_attached', '@stet_window'] as const),
  ...(['window_id', 'window_index', 'window_name', 'window_active', 'window_zoomed_flag'] as const),
  ...(['window_layout', 'window_width', 'window_height', 'automatic-rename', '@stet_tab'] as const),
  ...(['pane_id', 'pane_index', 'pane_active', 'pane_last', 'pane_marked', 'pane_pid'] as const),
  ...(['pane_dead', 'pane_dead_status', 'pane_dead_signal', 'pane_in_mode', 'pane_mode'] as const),
  ...(['scroll_position', 'alternate_on', 'history_size', 'cursor_y'] as const),
  ...(['pane_width', 'pane_left', 'pane_top'] as const),
  ...(['pane_height', 'pane_start_path', 'pane_title', '@stet_id', '@stet_resume'] as const),
] as const;

/**
 * One formatted listing of everything. The separator is a nonce, not a TAB: names, titles and
 * directories may hold any character, and a value must not be able to shift the columns.
 */
export function listPanes(call: Call): Question<readonly PaneRow[]> {
  const nonce = Buffer.from(call.entropy(8)).toString('hex');
  const [record, next] = [`${nonce}:`, `${nonce}.`];
  const format = FIELDS.map((field) => `#{${field}}`).join(next);
  return {
    commands: [`list-panes -a -F "${record}${format}"`],
    read: ([output = '']) =>
      output
        .split(record)
        .slice(1)
        .map((text) => readRow(text, next)),
  };
}

function readRow(record: string, separator: string): PaneRow {
  const values = record.replace(/\n$/, '').split(separator);
  if (values.length !== FIELDS.length) {
    throw new StetError(
      'HOST_REFUSED',
      `tmux listed a pane with ${values.length} facts instead of ${FIELDS.length}`,
    );
  }
  const row: Record<string, string> = {};
  for (const [index, field] of FIELDS.entries()) row[field] = values[index] ?? '';
  if (!isRow(row)) throw new StetError('HOST_REFUSED', 'tmux listed a pane without an id');
  return row;
}

function isRow(row: Record<string, string>): row is Record<string, string> & PaneRow {
  return FIELDS.every((field) => field in row) && /^%\d+$/.test(row['pane_id'] ?? '');
}
