import * as z from 'zod';
import type { Holder } from '../../pty/holder.ts';
import { type Entropy, newStableId } from '../../model/ids.ts';
import { LayoutNode } from '../../model/layout-node.ts';
import { panesOf, pruneLayout } from '../../model/layout-tree.ts';
import type { Arrangement, HostedTab, HostedWindow } from '../hosted.ts';

const NOTE = 'arrangement';

const KeptArrangement = z.object({
  windows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      tabs: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          isNamedByUser: z.boolean(),
          layout: LayoutNode,
          activePane: z.string().optional(),
          zoomedPane: z.string().optional(),
        }),
      ),
      activeTab: z.string().optional(),
    }),
  ),
  activeWindow: z.string().optional(),
});

/** Where a new session goes. */
export interface PaneWish {
  /** Name of a window; empty: one of its own, unless it splits. */
  readonly window: string;
  readonly split: '' | 'right' | 'below';
  /** The pane that is split. */
  readonly beside: string | undefined;
}

/** In which windows, tabs and panes the sessions stand. The holder keeps it over a crash. */
export class ArrangementBook {
  readonly #holder: Holder;
  readonly #entropy: Entropy;
  #current: Arrangement = { windows: [], activeWindow: undefined };

  constructor(holder: Holder, entropy: Entropy) {
    this.#holder = holder;
    this.#entropy = entropy;
  }

  get current(): Arrangement {
    return this.#current;
  }

  /** Takes up what an earlier daemon left, for the sessions that are still there. */
  load(notes: ReadonlyMap<string, Uint8Array>, sessions: readonly SessionName[]): void {
    const kept = readNote(notes.get(NOTE));
    if (kept !== undefined) this.#current = kept;
    this.replace(this.#current, sessions);
  }

  /** Replaces everything. Sessions that are missing in it get a window of their own. */
  replace(arrangement: Arrangement, sessions: readonly SessionName[]): void {
    const known = new Set(sessions.map(({ id }) => id));
    this.#current = pruned(arrangement, (pane) => known.has(pane));
    const placed = new Set(allPanes(this.#current));
    for (const session of sessions) if (!placed.has(session.id)) this.#openWindow(session);
    this.#write();
  }

  /** Gives a new session its place. */
  place(session: SessionName, wish: PaneWish): void {
    const beside = wish.split === '' ? undefined : wish.beside;
    const isSplit = beside !== undefined && allPanes(this.#current).includes(beside);
    const window = this.#current.windows.find(({ name }) => name === wish.window);
    if (isSplit) this.#split(session.id, beside, wish.split === 'right' ? 'row' : 'column');
    else if (wish.window !== '' && window !== undefined) this.#addTab(session, window);
    else
      this.#openWindow({ id: session.id, name: wish.window === '' ? session.name : wish.window });
    this.#write();
  }

  /** Takes a session out, and what becomes empty with it. */
  remove(id: string): void {
    if (!allPanes(this.#current).includes(id)) return;
    this.#current = pruned(this.#current, (pane) => pane !== id);
    this.#write();
  }

  /** A pane is looked at. */
  activate(id: string): void {
    const windows = this.#current.windows.map((window) => {
      const tab = window.tabs.find(({ layout }) => panesOf(layout).includes(id));
      if (tab === undefined) return window;
      const tabs = window.tabs.map((each) => (each === tab ? { ...tab, activePane: id } : each));
      return { ...window, tabs, activeTab: tab.id };
    });
    const active = windows.find(({ tabs }) =>
      tabs.some(({ layout }) => panesOf(layout).includes(id)),
    );
    if (active === undefined) return;
    this.#current = { windows, activeWindow: active.id };
    this.#write();
  }

  #openWindow(session: SessionName): void {
    const tab = this.#newTab(session);
    const id = newStableId('w', this.#entropy);
    const window = { id, name: session.name, tabs: [tab], activeTab: tab.id };
    this.#current = { windows: [...this.#current.windows, window], activeWindow: id };
  }

  #addTab(session: SessionName, window: HostedWindow): void {
    const tab = this.#newTab(session);
    this.#change(window, { ...window, tabs: [...window.tabs, tab], activeTab: tab.id });
  }

  #newTab({ id, name }: SessionName): HostedTab {
    return {
      id: newStableId('t', this.#entropy),
      name,
      isNamedByUser: false,
      layout: { type: 'leaf', pane: id },
      activePane: id,
      zoomedPane: undefined,
    };
  }

  #split(pane: string, beside: string, axis: 'row' | 'column'): void {
    for (const window of this.#current.windows) {
      const tabs = window.tabs.map((tab) =>
        panesOf(tab.layout).includes(beside)
          ? { ...tab, layout: splitLeaf(tab.layout, { pane, beside, axis }), activePane: pane }
          : tab,
      );
      this.#change(window, { ...window, tabs });
    }
  }

  #change(window: HostedWindow, changed: HostedWindow): void {
    const windows = this.#current.windows.map((each) => (each === window ? changed : each));
    this.#current = { ...this.#current, windows };
  }

  #write(): void {
    this.#holder.note(NOTE, Buffer.from(JSON.stringify(this.#current)));
  }
}

/** A session as windows show it. */
export interface SessionName {
  readonly id: string;
  readonly name: string;
}

interface Split {
  readonly pane: string;
  readonly beside: string;
  readonly axis: 'row' | 'column';
}

function splitLeaf(node: LayoutNode, split: Split): LayoutNode {
  switch (node.type) {
    case 'leaf': {
      if (node.pane !== split.beside) return node;
      const children = [node, { type: 'leaf' as const, pane: split.pane }];
      return { type: 'split', axis: split.axis, sizes: [0.5, 0.5], children };
    }
    case 'split':
    case 'stack':
      return { ...node, children: node.children.map((child) => splitLeaf(child, split)) };
    case 'host-layout':
      return splitLeaf(node.fallback, split);
    case 'free':
      return {
        type: 'split',
        axis: split.axis,
        sizes: [0.5, 0.5],
        children: [node, { type: 'leaf', pane: split.pane }],
      };
  }
}

function pruned(arrangement: Arrangement, isKept: (pane: string) => boolean): Arrangement {
  const windows = arrangement.windows.flatMap((window) => {
    const tabs = window.tabs.flatMap((tab) => prunedTab(tab, isKept));
    const activeTab = tabs.some(({ id }) => id === window.activeTab)
      ? window.activeTab
      : tabs[0]?.id;
    return tabs.length === 0 ? [] : [{ ...window, tabs, activeTab }];
  });
  const isThere = windows.some(({ id }) => id === arrangement.activeWindow);
  return { windows, activeWindow: isThere ? arrangement.activeWindow : windows[0]?.id };
}

function prunedTab(tab: HostedTab, isKept: (pane: string) => boolean): readonly HostedTab[] {
  const layout = pruneLayout(tab.layout, isKept);
  if (layout === undefined) return [];
  const keep = (pane: string | undefined): string | undefined =>
    pane !== undefined && isKept(pane) ? pane : undefined;
  const activePane = keep(tab.activePane) ?? panesOf(layout)[0];
  return [{ ...tab, layout, activePane, zoomedPane: keep(tab.zoomedPane) }];
}

function allPanes({ windows }: Arrangement): readonly string[] {
  return windows.flatMap(({ tabs }) => tabs.flatMap(({ layout }) => panesOf(layout)));
}

function readNote(note: Uint8Array | undefined): Arrangement | undefined {
  if (note === undefined) return undefined;
  const text = Buffer.from(note).toString('utf8');
  const kept = KeptArrangement.safeParse(JSON.parse(text)).data;
  if (kept === undefined) return undefined;
  return {
    windows: kept.windows.map((window) => ({
      ...window,
      activeTab: window.activeTab,
      tabs: window.tabs.map((tab) => ({
        ...tab,
        activePane: tab.activePane,
        zoomedPane: tab.zoomedPane,
      })),
    })),
    activeWindow: kept.activeWindow,
  };
}
