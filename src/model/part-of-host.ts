import type { Arrangement } from './checkpoint.ts';
import { panesOf } from './layout-tree.ts';

/** One host of an arrangement, with its own windows, tabs and panes alone. */
export function partOfHost(arrangement: Arrangement, key: string): Arrangement {
  const windows = pick(arrangement.windows, ({ host }) => host === key);
  const shown = new Set(Object.values(windows).flatMap(({ tabs }) => tabs.map(({ tab }) => tab)));
  const tabs = pick(arrangement.tabs, (_, id) => shown.has(id));
  const held = new Set(Object.values(tabs).flatMap(({ layout }) => panesOf(layout)));
  return {
    hosts: pick(arrangement.hosts, (_, own) => own === key),
    windows,
    tabs,
    panes: pick(arrangement.panes, (_, id) => held.has(id)),
  };
}

function pick<T>(
  table: Readonly<Record<string, T>>,
  isWanted: (value: T, key: string) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(table).filter(([key, value]) => isWanted(value, key)));
}
