import type { PaneFacts, TabFacts, WindowFacts } from './kitty-facts.ts';

/** A pane of which nothing is known but what is in `seen`. */
export function plainPane(seen: Pick<PaneFacts, 'id'> & Partial<PaneFacts>): PaneFacts {
  return {
    mark: null,
    pid: null,
    argv: [],
    cwd: '/',
    environment: {},
    title: '',
    givenTitle: null,
    size: [80, 24],
    stamp: '',
    history: 0,
    scrolledBy: 0,
    isAlternate: false,
    overlay: null,
    isHelper: false,
    marker: null,
    edges: {},
    colors: {},
    variables: {},
    ...seen,
  };
}

export function plainTab(seen: Pick<TabFacts, 'id' | 'panes'> & Partial<TabFacts>): TabFacts {
  return {
    mark: null,
    name: null,
    title: '',
    size: [80, 24],
    enabledLayouts: [],
    layout: 'tall',
    lastLayout: null,
    layouts: {},
    colors: {},
    groups: seen.panes.map(({ id }) => [id]),
    activeGroup: 0,
    groupHistory: [],
    ...seen,
  };
}

export function plainWindow(
  seen: Pick<WindowFacts, 'id' | 'tabs'> & Partial<WindowFacts>,
): WindowFacts {
  return {
    mark: null,
    name: null,
    class: 'kitty',
    wmName: 'kitty',
    title: null,
    size: [0, 0],
    position: null,
    state: null,
    awaitsManager: false,
    fontSize: null,
    opacity: null,
    isFocused: false,
    activeTab: null,
    tabHistory: [],
    ...seen,
  };
}
