import type { Settings, Tab, Window } from '../../model/checkpoint.ts';
import type { CapturedPane, PaneProcesses } from '../backend.ts';
import { isSecret } from '../secret-names.ts';
import type { Identities } from './identify.ts';
import type { KittyFacts, PaneFacts, TabFacts, WindowFacts } from './kitty-facts.ts';
import { describeLayout } from './layout-tree.ts';

/** What kitty alone does not tell. */
export interface Surroundings {
  readonly ids: Identities;
  readonly processes: ReadonlyMap<number, SeenProcesses>;
}

/** What runs in a pane. */
export interface SeenProcesses extends PaneProcesses {
  /** Every process on its terminal. */
  readonly pids: readonly number[];
  readonly holdsCaller: boolean;
}

/** kitty's OS windows as windows of the model. */
export function describeWindows(
  host: string,
  { windows }: KittyFacts,
  ids: Identities,
): Record<string, Window> {
  const names = windowNames(windows);
  return Object.fromEntries(
    windows.map((window, at) => {
      const tabs = window.tabs.flatMap(({ id }) => ids.tabs.get(id) ?? []);
      const active = ids.tabs.get(window.activeTab ?? 0);
      const history = window.tabHistory.flatMap((id) => ids.tabs.get(id) ?? []);
      const described: Window = {
        host,
        ref: String(window.id),
        name: names[at] ?? '',
        tabs: tabs.map((tab, index) => ({ tab, index })),
        ...(active === undefined ? {} : { activeTab: active }),
        tabHistory: [...new Set(history.toReversed())].filter((tab) => tabs.includes(tab)),
        isFocused: window.isFocused,
        settings: settingsOf({
          class: window.class,
          wm_name: window.wmName,
          title: window.title,
          size: window.size.join('x'),
          position: window.position?.join(','),
          state: window.state,
          font_size: window.fontSize,
          background_opacity: window.opacity,
        }),
      };
      return [ids.windows.get(window.id) ?? '', described] as const;
    }),
  );
}

/** A name that a restore left stays; others are numbered by class: kitty-1, kitty-2. */
function windowNames(windows: readonly WindowFacts[]): readonly string[] {
  const taken = new Set(windows.flatMap(({ name }) => name ?? []));
  return windows.map((window) => {
    if (window.name !== null) return window.name;
    let number = 1;
    while (taken.has(`${window.class}-${number}`)) number += 1;
    const name = `${window.class}-${number}`;
    taken.add(name);
    return name;
  });
}

/** kitty's tabs as tabs of the model. */
export function describeTabs({ windows }: KittyFacts, ids: Identities): Record<string, Tab> {
  return Object.fromEntries(
    windows
      .flatMap(({ tabs }) => tabs)
      .map((tab) => [ids.tabs.get(tab.id) ?? '', describeTab(tab, ids)] as const),
  );
}

function describeTab(tab: TabFacts, { panes }: Identities): Tab {
  const topOf = (group: number): string | undefined => panes.get(tab.groups[group]?.at(-1) ?? 0);
  const active = topOf(tab.activeGroup);
  const last = topOf(tab.groupHistory.findLast((group) => group !== tab.activeGroup) ?? -1);
  return {
    ref: String(tab.id),
    name: tab.name ?? tab.title,
    isNamedByUser: tab.name !== null,
    size: { cols: tab.size[0], rows: tab.size[1] },
    layout: describeLayout(tab, (ref) => panes.get(ref) ?? ''),
    ...(active === undefined ? {} : { activePane: active }),
    ...(last === undefined ? {} : { lastPane: last }),
    settings: settingsOf({
      layout: tab.layout,
      last_layout: tab.lastLayout,
      enabled_layouts: tab.enabledLayouts.join('\n'),
      layouts: JSON.stringify(tab.layouts),
      ...tab.colors,
    }),
  };
}

/** kitty's windows as panes of the model. */
export function describePanes(
  { windows }: KittyFacts,
  { ids, processes }: Surroundings,
): Record<string, CapturedPane> {
  const panes = windows.flatMap(({ tabs }) => tabs.flatMap((tab) => tab.panes));
  return Object.fromEntries(
    panes.map((pane) => [ids.panes.get(pane.id) ?? '', describePane(pane, processes)] as const),
  );
}

function describePane(pane: PaneFacts, processes: Surroundings['processes']): CapturedPane {
  const seen = processes.get(pane.id) ?? { root: { argv: [] }, pids: [], holdsCaller: false };
  const { pids, holdsCaller, ...own } = seen;
  return {
    ref: String(pane.id),
    title: pane.title,
    size: { cols: pane.size[0], rows: pane.size[1] },
    cwd:
      own.root.cwd === undefined
        ? { path: pane.cwd, source: 'host' }
        : { path: own.root.cwd, source: 'proc' },
    isMarked: false,
    isAlternateScreen: pane.isAlternate,
    ...(pane.scrolledBy > 0 ? { view: { rowsAboveBottom: pane.scrolledBy } } : {}),
    settings: {
      ...settingsOf({
        title: pane.givenTitle,
        overlay: pane.overlay,
        marker: pane.marker === null ? null : JSON.stringify(pane.marker),
        edges: jsonUnlessEmpty(pane.edges),
        colors: jsonUnlessEmpty(pane.colors),
        variables: jsonUnlessEmpty(pane.variables),
      }),
      environment: Object.entries(pane.environment)
        .filter(([name]) => !isSecret(name))
        .map(([name, value]) => ({ name, value, hidden: false })),
    },
    processes: own,
    pids,
    holdsCaller,
  };
}

function jsonUnlessEmpty(table: Readonly<Record<string, unknown>>): string | null {
  return Object.keys(table).length === 0 ? null : JSON.stringify(table);
}

function settingsOf(
  values: Readonly<Record<string, string | number | null | undefined>>,
): Settings {
  const options = Object.entries(values).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)] as const],
  );
  return { options: Object.fromEntries(options), hooks: {}, environment: [] };
}
