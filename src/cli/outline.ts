import type { Checkpoint, Pane, Tab, Window } from '../model/checkpoint.ts';
import { contentsOf } from './text/counts.ts';
import { layoutBranches, layoutWord } from './layout-outline.ts';
import type { Page } from './text/page.ts';
import { printable } from './text/printable.ts';
import { timeAgo } from './text/time-ago.ts';
import { type Branch, treeLines } from './text/tree.ts';
import { paneLine } from './pane-line.ts';

/** A checkpoint as a tree: host, window, tab, and the panes in the shape of their layout. */
export function outlineLines(checkpoint: Checkpoint, page: Page): readonly string[] {
  const { id, createdAt, trigger, workspace, quality } = checkpoint;
  const when = timeAgo(createdAt, page.nowMs);
  const doubt =
    quality.suspect.length === 0
      ? ''
      : page.paint('yellow', `  suspect: ${printable(quality.suspect.join(', '))}`);
  return [
    `${page.paint('bold', printable(workspace.name))}  ${printable(id)}  saved ${when} (${printable(trigger)})${doubt}`,
    ...treeLines(hostBranches(checkpoint, page)),
    contentsOf(sizesOf(checkpoint)),
  ];
}

function sizesOf({ windows, tabs, panes }: Checkpoint): Parameters<typeof contentsOf>[0] {
  const lines = Object.values(panes).map(({ scrollback }) => scrollback?.lines ?? 0);
  return {
    windows: Object.keys(windows).length,
    tabs: Object.keys(tabs).length,
    panes: Object.keys(panes).length,
    lines: lines.reduce((total, count) => total + count, 0),
  };
}

function hostBranches(checkpoint: Checkpoint, page: Page): readonly Branch[] {
  return Object.entries(checkpoint.hosts).map(([key, { kind, endpoint, version, status }]) => {
    const stale =
      status === 'stale' ? page.paint('yellow', '  stale: not reached at this save') : '';
    const windows = Object.values(checkpoint.windows).filter(({ host }) => host === key);
    return {
      line: `${page.paint('cyan', printable(`${kind}:${endpoint}`))}  ${printable(version)}${stale}`,
      children: windows.map((window) => windowBranch(window, checkpoint, page)),
    };
  });
}

function windowBranch(window: Window, checkpoint: Checkpoint, page: Page): Branch {
  return {
    line: page.paint('bold', printable(window.name)),
    children: window.tabs.flatMap(({ tab: id, index }) => {
      const tab = checkpoint.tabs[id];
      if (tab === undefined) return [];
      return [tabBranch({ tab, index, isActive: window.activeTab === id }, checkpoint, page)];
    }),
  };
}

interface PlacedTab {
  readonly tab: Tab;
  readonly index: number;
  readonly isActive: boolean;
}

function tabBranch({ tab, index, isActive }: PlacedTab, { panes }: Checkpoint, page: Page): Branch {
  const facts = [
    page.paint('bold', printable(`${index} ${tab.name}`)),
    `${tab.size.cols}×${tab.size.rows}`,
    layoutWord(tab.layout),
    isActive ? page.paint('green', 'active') : '',
    tab.zoomedPane === undefined ? '' : page.paint('yellow', 'zoomed'),
  ];
  const describe = (id: string): string => describePane(id, panes[id], tab, page);
  return { line: joinFacts(facts), children: layoutBranches(tab.layout, describe) };
}

function describePane(id: string, pane: Pane | undefined, tab: Tab, page: Page): string {
  if (pane === undefined) return printable(id);
  const marks = [
    tab.activePane === id ? page.paint('green', 'active') : '',
    tab.zoomedPane === id ? page.paint('yellow', 'zoomed') : '',
    page.paint('dim', printable(id)),
  ];
  return joinFacts([paneLine(pane, page), ...marks]);
}

function joinFacts(facts: readonly string[]): string {
  return facts.filter((fact) => fact !== '').join('  ');
}
