import type { Checkpoint } from '../model/checkpoint.ts';
import type { StoredCheckpoint } from '../store/store.ts';
import type { LiveHosts } from './capture-hosts.ts';

/** A checkpoint in one line of a list. */
export interface CheckpointSummary {
  readonly id: string;
  readonly workspace: string;
  readonly createdAt: string;
  readonly trigger: string;
  readonly status: 'good' | 'suspect' | 'too-new' | 'damaged';
  /** Why it is not good. */
  readonly why?: string;
  readonly windows: number;
  readonly tabs: number;
  readonly panes: number;
  readonly lines: number;
}

/** A host in one line of a list. */
export interface HostSummary {
  readonly host: string;
  readonly status: 'ok' | 'unreachable';
  readonly version?: string;
  readonly windows: number;
  readonly tabs: number;
  readonly panes: number;
  readonly problem?: { readonly code: string; readonly message: string; readonly fix?: string };
}

export function summarizeStored(stored: StoredCheckpoint): CheckpointSummary {
  const nothing = { windows: 0, tabs: 0, panes: 0, lines: 0 };
  switch (stored.kind) {
    case 'ok':
      return summarize(stored.checkpoint, stored.isSuspect);
    case 'too-new': {
      const { id, createdAt, workspace, version } = stored.header;
      const why = `written by a newer stet (format ${version})`;
      return {
        ...nothing,
        id,
        createdAt,
        workspace: workspace.name,
        trigger: '',
        status: 'too-new',
        why,
      };
    }
    case 'damaged': {
      const { id, workspace, problems } = stored;
      const why = problems.join('; ');
      return {
        ...nothing,
        id,
        createdAt: '',
        workspace: workspace ?? '',
        trigger: '',
        status: 'damaged',
        why,
      };
    }
  }
}

export function summarize(checkpoint: Checkpoint, isSuspect: boolean): CheckpointSummary {
  const { id, createdAt, trigger, workspace, windows, tabs, panes, quality } = checkpoint;
  return {
    id,
    createdAt,
    trigger,
    workspace: workspace.name,
    status: isSuspect ? 'suspect' : 'good',
    ...(isSuspect ? { why: quality.suspect.join(', ') } : {}),
    windows: Object.keys(windows).length,
    tabs: Object.keys(tabs).length,
    panes: Object.keys(panes).length,
    lines: Object.values(panes).reduce((sum, { scrollback }) => sum + (scrollback?.lines ?? 0), 0),
  };
}

export function summarizeHosts({ captures, unreachable }: LiveHosts): readonly HostSummary[] {
  return [
    ...captures.map(({ key, host, windows, tabs, panes }) => ({
      host: key,
      status: 'ok' as const,
      version: host.version,
      windows: Object.keys(windows).length,
      tabs: Object.keys(tabs).length,
      panes: Object.keys(panes).length,
    })),
    ...unreachable.map(({ key, problem: { code, message, fix } }) => ({
      host: key,
      status: 'unreachable' as const,
      windows: 0,
      tabs: 0,
      panes: 0,
      problem: {
        code,
        message,
        ...(fix === undefined ? {} : { fix }),
      },
    })),
  ];
}
