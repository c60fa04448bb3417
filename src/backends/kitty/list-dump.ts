import * as z from 'zod';
import type { KittyFacts, LayoutFacts, PairSide, TabFacts, WindowFacts } from './kitty-facts.ts';
import { plainPane, plainTab, plainWindow } from './plain-facts.ts';

const ref = z.int().nonnegative();

const DumpedWindow = z.looseObject({
  id: ref,
  pid: ref.nullish(),
  title: z.string().default(''),
  cwd: z.string().default('/'),
  cmdline: z.array(z.string()).default([]),
  env: z.record(z.string(), z.string()).default({}),
  foreground_processes: z
    .array(
      z.looseObject({
        cmdline: z.array(z.string()).nullish(),
        cwd: z.string().nullish(),
        pid: ref.nullish(),
      }),
    )
    .default([]),
  is_focused: z.boolean().default(false),
  lines: ref.default(24),
  columns: ref.default(80),
  user_vars: z.record(z.string(), z.string()).default({}),
});

const DumpedTab = z.looseObject({
  id: ref,
  title: z.string().default(''),
  is_active: z.boolean().optional(),
  is_active_tab: z.boolean().optional(),
  title_overridden: z.boolean().default(false),
  layout: z.string().default('tall'),
  layout_state: z.looseObject({ pairs: z.unknown().optional() }).default({}),
  layout_opts: z.record(z.string(), z.unknown()).default({}),
  enabled_layouts: z.array(z.string()).default([]),
  active_window_history: z.array(ref).default([]),
  groups: z.array(z.looseObject({ id: ref, windows: z.array(ref) })).optional(),
  windows: z.array(DumpedWindow).default([]),
});

const DumpedOsWindow = z.looseObject({
  id: ref,
  is_focused: z.boolean().default(false),
  last_focused: z.boolean().default(false),
  wm_class: z.string().default('kitty'),
  wm_name: z.string().default('kitty'),
  tabs: z.array(DumpedTab).default([]),
});

/** What `kitty @ ls` prints, from 0.26 on; what it does not tell is absent. */
export const KittyDump = z.array(DumpedOsWindow);
export type KittyDump = z.output<typeof KittyDump>;

/** A dump in the words of the look from inside, as far as it goes. */
export function dumpToFacts(dump: KittyDump, pid: number): KittyFacts {
  const windows = dump.filter(({ tabs }) => tabs.some((tab) => tab.windows.length > 0));
  return { version: '', pid, windows: windows.map(windowOf) };
}

function windowOf(window: KittyDump[number]): WindowFacts {
  const tabs = window.tabs.filter((tab) => tab.windows.length > 0);
  const active = tabs.find((tab) => tab.is_active === true || tab.is_active_tab === true);
  return plainWindow({
    id: window.id,
    class: window.wm_class,
    wmName: window.wm_name,
    isFocused: window.is_focused || window.last_focused,
    activeTab: active?.id ?? null,
    tabs: tabs.map(tabOf),
  });
}

type DumpedTab = z.output<typeof DumpedTab>;

function tabOf(tab: DumpedTab): TabFacts {
  const groups = tab.groups?.map(({ windows }) => windows) ?? tab.windows.map(({ id }) => [id]);
  const groupOf = (id: number): number => groups.findIndex((group) => group.includes(id));
  // Before 0.30.1 the numbers of groups are not told; they go up in the order of the windows.
  const numbers = tab.groups?.map(({ id }) => id) ?? pairNumbers(tab.layout_state['pairs']);
  const history = tab.active_window_history.map(groupOf).filter((group) => group >= 0);
  const focused = tab.windows.find(isActive);
  return plainTab({
    id: tab.id,
    name: tab.title_overridden ? tab.title : null,
    title: tab.title,
    size: [
      Math.max(...tab.windows.map(({ columns }) => columns)),
      Math.max(...tab.windows.map(({ lines }) => lines)),
    ],
    enabledLayouts: tab.enabled_layouts,
    layout: tab.layout,
    layouts: { [tab.layout]: layoutOf(tab, numbers) },
    groups,
    activeGroup: focused === undefined ? Math.max(0, history.at(-1) ?? 0) : groupOf(focused.id),
    groupHistory: history,
    panes: groups.flatMap((group) =>
      group.flatMap((id, above) => {
        const window = tab.windows.find((own) => own.id === id);
        return window === undefined ? [] : [paneOf(window, above)];
      }),
    ),
  });
}

function isActive(window: z.output<typeof DumpedWindow>): boolean {
  return window['is_active'] === true || window['is_active_window'] === true;
}

function paneOf(window: z.output<typeof DumpedWindow>, above: number): TabFacts['panes'][number] {
  return plainPane({
    id: window.id,
    pid: window.pid ?? null,
    argv: window.cmdline.filter((word, at) => at !== 1 || word !== '--posix'),
    cwd: window.cwd,
    title: window.title,
    size: [window.columns, window.lines],
    variables: window.user_vars,
    overlay: above === 0 ? null : 'transient',
    environment: givenIn(window.env),
  });
}

/**
 * kitty lists what windows do not have in common. Of a single window that is all there is, and
 * nobody can tell what of it was given to this window alone.
 */
function givenIn(env: Readonly<Record<string, string>>): Record<string, string> {
  if (env['PATH'] !== undefined && env['HOME'] !== undefined) return {};
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OF_EVERY_SHELL.has(name)));
}

const OF_EVERY_SHELL = new Set(['KITTY_WINDOW_ID', 'WINDOWID', 'PWD', 'OLDPWD', 'SHLVL', '_']);

function layoutOf(
  { layout_state, layout_opts }: DumpedTab,
  numbers: readonly number[],
): LayoutFacts {
  const biases = Biases.safeParse(layout_state).data ?? {};
  const { full_size, mirrored } = LayoutOptions.safeParse(layout_opts).data ?? {};
  const pairs = pairOf(layout_state['pairs'], numbers);
  return {
    ...biases,
    ...(full_size === undefined ? {} : { full_size }),
    ...(mirrored === undefined ? {} : { mirrored }),
    ...(typeof pairs === 'object' && pairs !== null ? { pairs } : {}),
  };
}

const shares = z.union([z.array(z.number()), z.record(z.string(), z.number())]).optional();
const Biases = z.object({
  main_bias: shares,
  biased_map: shares,
  biased_cols: shares,
  biased_rows: shares,
});
const LayoutOptions = z.object({
  full_size: z.int().optional(),
  mirrored: z
    .union([z.boolean(), z.string()])
    .transform((value) => value === true || value === 'y')
    .optional(),
});

/** Newer kitty leaves out what is usual: half and half, side by side. */
const DumpedPair = z.object({
  horizontal: z.boolean().default(true),
  bias: z.number().default(0.5),
  one: z.unknown().optional(),
  two: z.unknown().optional(),
});

function pairOf(side: unknown, numbers: readonly number[]): PairSide {
  if (typeof side === 'number') {
    const at = numbers.indexOf(side);
    return at < 0 ? null : at;
  }
  const pair = DumpedPair.safeParse(side).data;
  if (pair === undefined) return null;
  return { ...pair, one: pairOf(pair.one, numbers), two: pairOf(pair.two, numbers) };
}

function pairNumbers(side: unknown): readonly number[] {
  if (typeof side === 'number') return [side];
  const pair = DumpedPair.safeParse(side).data;
  const found = pair === undefined ? [] : [...pairNumbers(pair.one), ...pairNumbers(pair.two)];
  return found.toSorted((a, b) => a - b);
}
