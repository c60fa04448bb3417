import type { Checkpoint, Problem, Scrollback, Tab, Window } from './checkpoint.ts';
import type { LayoutNode } from './layout-node.ts';
import { panesOf } from './layout-tree.ts';
import { panesWithoutTheirs } from './one-conversation.ts';

/** What a JSON Schema cannot say. An empty list means that the checkpoint hangs together. */
export function semanticProblems(checkpoint: Checkpoint): readonly Problem[] {
  return [
    ...panesOutOfPlace(checkpoint),
    ...Object.entries(checkpoint.tabs).flatMap(([id, tab]) => tabProblems(id, tab, checkpoint)),
    ...Object.entries(checkpoint.windows).flatMap(([id, window]) =>
      windowProblems(id, window, checkpoint),
    ),
    ...attachLoops(checkpoint),
    ...contentProblems(checkpoint),
    ...conversationProblems(checkpoint),
  ];
}

function problem(code: string, subject: string, message: string): Problem {
  return { code, subject, message };
}

function panesOutOfPlace({ panes, tabs }: Checkpoint): readonly Problem[] {
  const places = new Map<string, number>();
  for (const pane of Object.values(tabs).flatMap(({ layout }) => panesOf(layout))) {
    places.set(pane, (places.get(pane) ?? 0) + 1);
  }
  const unknown = [...places.keys()].filter((id) => !(id in panes));
  const misplaced = Object.keys(panes).filter((id) => places.get(id) !== 1);
  return [
    ...unknown.map((id) =>
      problem('PANE_UNKNOWN', id, `A layout shows pane ${id}, which is not here`),
    ),
    ...misplaced.map((id) =>
      problem(
        'PANE_MISPLACED',
        id,
        `Pane ${id} stands in ${places.get(id) ?? 0} layouts instead of one`,
      ),
    ),
  ];
}

function tabProblems(id: string, tab: Tab, { windows }: Checkpoint): readonly Problem[] {
  const problems = layoutProblems(id, tab.layout);
  const panes = new Set(panesOf(tab.layout));
  for (const pane of [tab.activePane, tab.lastPane, tab.zoomedPane]) {
    if (pane !== undefined && !panes.has(pane)) {
      problems.push(
        problem('PANE_ELSEWHERE', id, `Tab ${id} points at pane ${pane} of another tab`),
      );
    }
  }
  const isShown = Object.values(windows).some(({ tabs }) =>
    tabs.some(({ tab: shown }) => shown === id),
  );
  if (!isShown) problems.push(problem('TAB_HOMELESS', id, `Tab ${id} stands in no window`));
  return problems;
}

function layoutProblems(id: string, node: LayoutNode): Problem[] {
  switch (node.type) {
    case 'leaf':
    case 'free':
      return [];
    case 'stack':
      return node.children.flatMap((child) => layoutProblems(id, child));
    case 'host-layout': {
      const own = node.panes.toSorted().join();
      const told = panesOf(node.fallback).toSorted().join();
      const mismatch = problem(
        'LAYOUT_TORN',
        id,
        `The two layouts of tab ${id} show different panes`,
      );
      return [...(own === told ? [] : [mismatch]), ...layoutProblems(id, node.fallback)];
    }
    case 'split': {
      const sum = node.sizes.reduce((total, size) => total + size, 0);
      const isWhole = node.sizes.length === node.children.length && Math.abs(sum - 1) < 1e-6;
      const broken = problem(
        'SIZES_BROKEN',
        id,
        `The sizes of a split in tab ${id} do not sum to one`,
      );
      return [
        ...(isWhole ? [] : [broken]),
        ...node.children.flatMap((child) => layoutProblems(id, child)),
      ];
    }
  }
}

function windowProblems(id: string, window: Window, checkpoint: Checkpoint): readonly Problem[] {
  const problems: Problem[] = [];
  if (!(window.host in checkpoint.hosts)) {
    problems.push(
      problem('HOST_UNKNOWN', id, `Window ${id} is of host ${window.host}, which is not here`),
    );
  }
  const shown = new Set(window.tabs.map(({ tab }) => tab));
  for (const tab of shown) {
    if (!(tab in checkpoint.tabs)) {
      problems.push(problem('TAB_UNKNOWN', id, `Window ${id} shows tab ${tab}, which is not here`));
    }
  }
  for (const tab of [window.activeTab, ...window.tabHistory]) {
    if (tab !== undefined && !shown.has(tab)) {
      problems.push(
        problem('TAB_ELSEWHERE', id, `Window ${id} points at tab ${tab}, which it does not show`),
      );
    }
  }
  return problems;
}

/** A pane may show another host's window; following such links must never come back. */
function attachLoops({ panes, tabs, windows }: Checkpoint): readonly Problem[] {
  const targetsOf = (windowId: string): readonly string[] =>
    (windows[windowId]?.tabs ?? [])
      .flatMap(({ tab }) => (tabs[tab] === undefined ? [] : panesOf(tabs[tab].layout)))
      .flatMap((pane) => panes[pane]?.attach?.window ?? []);
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    targetsOf(from).some((next) => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      return reaches(next, goal, seen.add(next));
    });
  return Object.keys(windows)
    .filter((id) => reaches(id, id, new Set()))
    .map((id) => problem('ATTACH_LOOP', id, `Window ${id} shows itself through attached panes`));
}

/** A restore must never resume one conversation in two panes. */
function conversationProblems(checkpoint: Checkpoint): readonly Problem[] {
  return panesWithoutTheirs(checkpoint).map((id) =>
    problem(
      'CONVERSATION_TWICE',
      id,
      `Pane ${id} would resume a conversation that another resumes`,
    ),
  );
}

function contentProblems({ panes }: Checkpoint): readonly Problem[] {
  return Object.entries(panes)
    .filter(
      ([, { scrollback }]) => scrollback !== undefined && linesIn(scrollback) !== scrollback.lines,
    )
    .map(([id]) =>
      problem('SCROLLBACK_TORN', id, `The segments of pane ${id} do not add up to its lines`),
    );
}

function linesIn({ segments }: Scrollback): number {
  return segments.reduce((total, { lines }) => total + lines, 0);
}
