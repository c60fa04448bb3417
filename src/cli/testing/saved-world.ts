import type { Checkpoint, Pane, Tab } from '../../model/checkpoint.ts';
import type { ResultOf } from '../../protocol/methods.ts';
import type {
  Fidelity,
  HostStatus,
  ListedAgent,
  PlannedAction,
  Report,
  Summary,
} from '../../protocol/answers.ts';

/** Half past noon, three hours after the newest save of the world below. */
export const NOW_MS = Date.parse('2026-03-01T12:30:00Z');

export const NEWEST = '01JD2QXW5T0000000000000001';
export const OLDER = '01JD2QXW5T0000000000000000';

export function summaries(): Summary[] {
  const contents = { windows: 1, tabs: 2, panes: 4, lines: 12_431 };
  const common = { workspace: 'work', trigger: 'manual', ...contents };
  return [
    {
      id: NEWEST,
      ...common,
      createdAt: '2026-03-01T09:30:00Z',
      status: 'suspect',
      why: 'shrink',
    },
    { id: OLDER, ...common, createdAt: '2026-02-27T12:00:00Z', status: 'good' },
  ];
}

export function hostStatuses(): HostStatus[] {
  return [
    { host: 'tmux:/run/tmux/default', status: 'ok', version: '3.4', windows: 1, tabs: 2, panes: 4 },
  ];
}

export function silentHost(): HostStatus {
  return {
    host: 'tmux:/run/tmux/stuck',
    status: 'unreachable',
    windows: 0,
    tabs: 0,
    panes: 0,
    problem: {
      code: 'HOST_HANGS',
      message: 'tmux did not answer within 5000 ms',
      subject: 'tmux:/run/tmux/stuck',
      fix: 'Its last saved state was kept; save again when it responds',
    },
  };
}

export function plannedActions(): PlannedAction[] {
  const host = 'tmux:/run/tmux/default';
  return [
    { action: 'open-window', id: 'w_0000000001', name: 'api', host, detail: '/srv/api: bash' },
    {
      action: 'open-pane',
      id: 'p_0000000002',
      name: 'api:1.2',
      host,
      detail: '/srv/api: vim a.ts',
    },
  ];
}

export function report(): Report {
  return {
    restored: [
      { level: 'window', id: 'w_0000000001', name: 'api' },
      { level: 'pane', id: 'p_0000000001', name: 'api:1.1' },
    ],
    approximated: [
      {
        level: 'pane',
        id: 'p_0000000002',
        name: 'api:1.2',
        because: 'DIRECTORY_MISSING',
        message: 'The directory /gone is missing: opened in /',
        fix: 'Create it and run "stet restore" again',
      },
    ],
    skipped: [],
    failed: [],
  };
}

export function fidelity(): Fidelity {
  const lost = [{ id: 'p_000000000012', subject: 'api:1.2', before: '/gone', after: '/' }];
  return {
    kept: 19,
    total: 20,
    kinds: [
      { kind: 'layout', kept: 10, total: 10, lost: [] },
      { kind: 'directory', kept: 9, total: 10, lost },
    ],
  };
}

export function differences(): ResultOf<'checkpoint.diff'>['changes'] {
  const about = { level: 'pane', id: 'p_0000000001' } as const;
  return [
    { ...about, kind: 'added', name: 'api:1.3', fact: '', before: '', after: '/srv: htop' },
    { ...about, kind: 'removed', name: 'api:1.4', fact: '', before: '/srv: bash', after: '' },
    { ...about, kind: 'changed', name: 'api:1.1', fact: 'directory', before: '/a', after: '/b' },
  ];
}

/** A saved tmux server: one window, a tab of three panes and a tab of one. */
export function checkpoint(): Checkpoint {
  return {
    format: 'stet-checkpoint',
    version: 1,
    minReader: 1,
    id: NEWEST,
    seq: 2,
    parent: OLDER,
    createdAt: '2026-03-01T09:30:00Z',
    clock: { bootId: 'boot', monotonicMs: 1 },
    trigger: 'manual',
    workspace: { name: 'work' },
    quality: { isComplete: true, suspect: ['shrink'], problems: [] },
    provenance: {
      tool: { name: 'stet', version: '0.1.0' },
      machine: { hostname: 'box', os: 'linux', user: 'me' },
      restoredFrom: null,
      importedFrom: null,
    },
    recording: { scrollback: 'recent', maxLines: 50_000 },
    hosts: {
      h: {
        kind: 'tmux',
        version: '3.4',
        endpoint: '/run/tmux/default',
        epoch: { bootId: 'boot', pid: 1, startTime: 1 },
        status: 'ok',
      },
    },
    windows: {
      w_0000000001: {
        host: 'h',
        ref: '$1',
        name: 'api',
        tabs: [
          { tab: 't_0000000001', index: 1 },
          { tab: 't_0000000002', index: 3 },
        ],
        activeTab: 't_0000000001',
        tabHistory: [],
      },
    },
    tabs: { t_0000000001: splitTab(), t_0000000002: singleTab() },
    panes: {
      p_0000000001: pane('/srv/api', ['vim', 'a b.ts']),
      p_0000000002: pane('/srv/api', undefined),
      p_0000000003: pane('/var/log', ['tail', '-f', 'syslog']),
      p_0000000004: pane('/', ['htop']),
    },
    closed: [],
    integrity: { algorithm: 'sha256', hash: '0' },
  };
}

function splitTab(): Tab {
  return {
    ref: '@1',
    name: 'editor',
    isNamedByUser: true,
    size: { cols: 200, rows: 50 },
    activePane: 'p_0000000001',
    zoomedPane: 'p_0000000003',
    layout: {
      type: 'host-layout',
      host: 'tmux',
      state: 'b25d,200x50,0,0{...}',
      panes: ['p_0000000001', 'p_0000000002', 'p_0000000003'],
      fallback: {
        type: 'split',
        axis: 'row',
        sizes: [0.6, 0.4],
        children: [
          { type: 'leaf', pane: 'p_0000000001' },
          {
            type: 'split',
            axis: 'column',
            sizes: [0.5, 0.5],
            children: [
              { type: 'leaf', pane: 'p_0000000002' },
              { type: 'leaf', pane: 'p_0000000003' },
            ],
          },
        ],
      },
    },
  };
}

function singleTab(): Tab {
  return {
    ref: '@2',
    name: 'top',
    isNamedByUser: false,
    size: { cols: 200, rows: 50 },
    layout: { type: 'leaf', pane: 'p_0000000004' },
  };
}

function pane(path: string, argv: string[] | undefined): Pane {
  return {
    ref: '%1',
    kind: argv === undefined ? 'shell' : 'command',
    title: 'a title',
    size: { cols: 80, rows: 24 },
    cwd: { path, source: 'proc' },
    shell: ['/bin/bash'],
    ...(argv === undefined ? {} : { program: { name: argv[0] ?? '', argv } }),
    restore: { policy: 'run', argv: argv ?? [], rule: 'run_programs' },
    isMarked: false,
    isAlternateScreen: false,
    prompt: [],
    scrollback: {
      format: 'stet-lines-1',
      mode: 'recent',
      lines: 1_234,
      dropped: 0,
      segments: [],
    },
  };
}

/** One agent that is known for certain, and one that is not. */
export function listedAgents(): ListedAgent[] {
  const sure: ListedAgent = {
    host: 'tmux:/tmp/tmux-1000/default',
    pane: 'p_01J00000000000000000000001',
    name: 'work:0.0',
    agent: 'claude',
    id: '97938b6b-bee3-4086-a74e-2840715d794e',
    title: "the parser's tests",
    directory: '/home/me/my project',
    pid: 4711,
    certainty: 'exact-live',
    via: 'session file',
    evidence: 'real',
    isStored: true,
    lastMessageAt: '2026-11-20T10:00:00.000Z',
    sizeBytes: 1_200_000,
    tokens: 121_034,
    resume: ['claude', '--resume', '97938b6b-bee3-4086-a74e-2840715d794e'],
    policy: 'run',
  };
  const unsure = { id: '', title: 'codex', certainty: 'guess' as const, policy: 'prompt' as const };
  const via = 'nothing tells its conversation';
  return [sure, { ...sure, ...unsure, name: 'work:0.1', agent: 'codex', via, resume: ['codex'] }];
}
