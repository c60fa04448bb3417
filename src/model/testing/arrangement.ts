import type { CheckpointDraft, Pane } from '../checkpoint.ts';
import type { LayoutNode } from '../layout-node.ts';

/** What a test wants to be different; everything else is plain and always the same. */
export interface ArrangementOptions {
  /** How many panes, side by side in one tab. Default 1. */
  readonly panes?: number;
  /** Default "default". */
  readonly workspace?: string;
  readonly bootId?: string;
  readonly suspect?: CheckpointDraft['quality']['suspect'];
  readonly closed?: CheckpointDraft['closed'];
  /** Changes every pane. */
  readonly pane?: (pane: Pane, id: string) => Pane;
}

const CREATED_AT = '2026-01-02T03:04:05.000Z';
const WINDOW = 'w_0000000000000001';
const TAB = 't_0000000000000001';
const HOST = 'tmux:/run/tmux/default';

/** The id of the pane at `index`, from 0. */
export function paneId(index: number): string {
  return `p_${String(index + 1).padStart(16, '0')}`;
}

/** A valid draft: one tmux server, one window, one tab, and panes side by side in it. */
export function arrangement(options: ArrangementOptions = {}): CheckpointDraft {
  const ids = Array.from({ length: options.panes ?? 1 }, (_, index) => paneId(index));
  const bootId = options.bootId ?? '00000000-0000-4000-8000-000000000001';
  return {
    createdAt: CREATED_AT,
    clock: { bootId, monotonicMs: 1000 },
    trigger: 'manual',
    workspace: { name: options.workspace ?? 'default' },
    quality: { isComplete: true, suspect: options.suspect ?? [], problems: [] },
    provenance: {
      tool: { name: 'stet', version: '0.1.0' },
      machine: { hostname: 'box', os: 'Linux 6', user: 'ada' },
      restoredFrom: null,
      importedFrom: null,
    },
    recording: { scrollback: 'full', maxLines: 10_000 },
    ...tables(ids, bootId, options.pane ?? ((pane) => pane)),
    closed: options.closed ?? [],
  };
}

function tables(
  ids: readonly string[],
  bootId: string,
  change: (pane: Pane, id: string) => Pane,
): Pick<CheckpointDraft, 'hosts' | 'windows' | 'tabs' | 'panes'> {
  const hosts: CheckpointDraft['hosts'] = {
    [HOST]: {
      kind: 'tmux',
      version: '3.4',
      endpoint: '/run/tmux/default',
      epoch: { bootId, pid: 4242, startTime: 99 },
      status: 'ok',
    },
  };
  const [first] = ids;
  if (first === undefined) return { hosts, windows: {}, tabs: {}, panes: {} };
  const entries = ids.map((id, index) => [id, change(plainPane(index), id)] as const);
  return {
    hosts,
    windows: {
      [WINDOW]: {
        host: HOST,
        ref: '$0',
        name: 'main',
        tabs: [{ tab: TAB, index: 0 }],
        activeTab: TAB,
        tabHistory: [],
      },
    },
    tabs: {
      [TAB]: {
        ref: '@0',
        name: 'shell',
        isNamedByUser: false,
        size: { cols: 80 * ids.length, rows: 24 },
        layout: sideBySide(ids),
        activePane: first,
      },
    },
    panes: Object.fromEntries(entries),
  };
}

function sideBySide(ids: readonly string[]): LayoutNode {
  const children = ids.map((pane) => ({ type: 'leaf', pane }) as const);
  const [only] = children;
  if (only !== undefined && children.length === 1) return only;
  return { type: 'split', axis: 'row', sizes: ids.map(() => 1 / ids.length), children };
}

function plainPane(index: number): Pane {
  return {
    ref: `%${index}`,
    kind: 'shell',
    title: `pane ${index}`,
    size: { cols: 80, rows: 24 },
    cwd: { path: '/home/ada', source: 'proc' },
    shell: ['/bin/bash'],
    restore: { policy: 'shell', argv: [], rule: 'a shell at its prompt' },
    isMarked: false,
    isAlternateScreen: false,
    prompt: [],
  };
}
