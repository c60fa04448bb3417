import type { Host, Settings, Tab, Window } from '../../model/checkpoint.ts';
import type { LayoutNode } from '../../model/layout-node.ts';
import { treeFromRectangles } from '../../model/layout-tree.ts';
import type { CapturedPane, PaneProcesses } from '../backend.ts';
import type { StableIds } from './assign-ids.ts';
import { unescapeName } from './command-language.ts';
import { layoutTree, paneNumbers, parseLayout } from './layout-string.ts';
import type { PaneRow } from './list-panes.ts';

/** What the listing alone does not tell. */
export interface Surroundings {
  readonly ids: StableIds;
  /** By tmux's own id; nothing for an object on which nothing was set. */
  readonly settings: ReadonlyMap<string, Settings>;
  readonly processes: ReadonlyMap<string, PaneProcesses>;
  /** The pids of this process and of all that it was started by. */
  readonly callers: ReadonlySet<number>;
}

/** The sessions of a listing as windows of the model. */
export function describeWindows(
  host: string,
  rows: readonly PaneRow[],
  { ids, settings }: Surroundings,
): Record<string, Window> {
  const windows: Record<string, Window> = {};
  for (const [ref, own] of groupBy(rows, (row) => row.session_id)) {
    const [first] = own;
    const id = ids.windows.get(ref);
    if (first === undefined || id === undefined) continue;
    const tabAt = new Map(own.map((row) => [row.window_index, ids.tabs.get(row.window_id)]));
    const active = own.find(({ window_active }) => window_active === '1');
    windows[id] = {
      host,
      ref,
      name: unescapeName(first.session_name),
      ...(first.session_group === '' ? {} : { group: first.session_group }),
      directory: first.session_path,
      tabs: [...tabAt].flatMap(([index, tab]) =>
        tab === undefined ? [] : [{ tab, index: Number(index) }],
      ),
      ...optional('activeTab', ids.tabs.get(active?.window_id ?? '')),
      tabHistory: first.session_stack.split(',').flatMap((index) => tabAt.get(index) ?? []),
      ...optional('settings', settings.get(ref)),
    };
  }
  return windows;
}

/** The windows of a listing as tabs of the model; a linked one appears once. */
export function describeTabs(
  rows: readonly PaneRow[],
  { ids, settings }: Surroundings,
): Record<string, Tab> {
  const tabs: Record<string, Tab> = {};
  for (const [ref, repeated] of groupBy(rows, (row) => row.window_id)) {
    const own = [...new Map(repeated.map((row) => [row.pane_id, row])).values()];
    const [first] = own;
    const id = ids.tabs.get(ref);
    if (first === undefined || id === undefined) continue;
    const paneId = (row: PaneRow | undefined): string | undefined =>
      ids.panes.get(row?.pane_id ?? '');
    const active = own.find(({ pane_active }) => pane_active === '1');
    tabs[id] = {
      ref,
      // Unlike -s, -n of new-window and new-session takes a name as it is shown, escapes and all.
      name: first.window_name,
      isNamedByUser: first['automatic-rename'] === '0',
      size: { cols: Number(first.window_width), rows: Number(first.window_height) },
      layout: describeLayout(first.window_layout, own, ids),
      ...optional('activePane', paneId(active)),
      ...optional('lastPane', paneId(own.find(({ pane_last }) => pane_last === '1'))),
      ...optional('zoomedPane', first.window_zoomed_flag === '1' ? paneId(active) : undefined),
      ...optional('settings', settings.get(ref)),
    };
  }
  return tabs;
}

/** The panes of a listing, with what runs in them. */
export function describePanes(
  rows: readonly PaneRow[],
  { ids, settings, processes, callers }: Surroundings,
): Record<string, CapturedPane> {
  const panes: Record<string, CapturedPane> = {};
  for (const row of rows) {
    const id = ids.panes.get(row.pane_id);
    if (id === undefined || id in panes) continue;
    const own = processes.get(row.pane_id) ?? { root: { argv: [] } };
    const isScrolled = row.pane_mode === 'copy-mode' && Number(row.scroll_position) > 0;
    panes[id] = {
      ref: row.pane_id,
      title: row.pane_title,
      size: { cols: Number(row.pane_width), rows: Number(row.pane_height) },
      cwd:
        own.root.cwd === undefined
          ? { path: row.pane_start_path, source: 'host' }
          : { path: own.root.cwd, source: 'proc' },
      ...(row.pane_dead === '1' ? { exit: exitOf(row) } : {}),
      isMarked: row.pane_marked === '1',
      isAlternateScreen: row.alternate_on === '1',
      ...(isScrolled ? { view: { rowsAboveBottom: Number(row.scroll_position) } } : {}),
      ...optional('settings', settings.get(row.pane_id)),
      processes: own,
      resumeNote: row['@stet_resume'],
      holdsCaller: callers.has(Number(row.pane_pid)),
    };
  }
  return panes;
}

/** The host's entry of a checkpoint. */
export function describeHost(
  endpoint: string,
  version: string,
  { epoch, globals }: Pick<Host, 'epoch' | 'globals'>,
): Host {
  return { kind: 'tmux', version, endpoint, epoch, globals, status: 'ok' };
}

function exitOf(row: PaneRow): { status: number | null; signal: string | null } {
  const isKilled = row.pane_dead_signal !== '' && row.pane_dead_signal !== '0';
  return {
    status: row.pane_dead_status === '' ? null : Number(row.pane_dead_status),
    signal: isKilled ? row.pane_dead_signal : null,
  };
}

function describeLayout(state: string, own: readonly PaneRow[], ids: StableIds): LayoutNode {
  const idOf = (number: number): string => ids.panes.get(`%${number}`) ?? '';
  const cell = parseLayout(state);
  const panes = own.map((row) => ids.panes.get(row.pane_id) ?? '');
  const isWhole =
    cell !== undefined && paneNumbers(cell).every((number) => panes.includes(idOf(number)));
  if (isWhole && paneNumbers(cell).length === panes.length) {
    return {
      type: 'host-layout',
      host: 'tmux',
      state,
      panes: paneNumbers(cell).map(idOf),
      fallback: layoutTree(cell, idOf),
    };
  }
  return treeFromRectangles(
    own.map((row, index) => ({
      pane: panes[index] ?? '',
      x: Number(row.pane_left),
      y: Number(row.pane_top),
      w: Number(row.pane_width),
      h: Number(row.pane_height),
    })),
    1,
  );
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const entry: { [P in K]?: V } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
