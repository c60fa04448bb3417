import type { Arrangement, Host, Pane, Program, Settings, Tab, Window } from './checkpoint.ts';
import type { LayoutNode } from './layout-node.ts';
import { panesOf } from './layout-tree.ts';
import { appending, redirectionWords } from './redirection-words.ts';
import { canonicalJson } from './canonical-json.ts';

/** What a host, window, tab or pane can be asked. Fidelity counts how many of these kinds are kept. */
export const factKinds = {
  'global options': 'host',
  'server options': 'host',
  'global environment': 'host',
  'key bindings': 'host',
  'paste buffers': 'host',
  'window name': 'window',
  'window group': 'window',
  'window directory': 'window',
  'window options': 'window',
  'window hooks': 'window',
  environment: 'window',
  'hidden environment': 'window',
  'tab indexes': 'window',
  'active tab': 'window',
  'last tab': 'window',
  'tab history': 'window',
  'tab name': 'tab',
  'automatic name': 'tab',
  'tab size': 'tab',
  'tab options': 'tab',
  'tab hooks': 'tab',
  'linked windows': 'tab',
  layout: 'tab',
  'pane count': 'tab',
  'active pane': 'tab',
  'last pane': 'tab',
  zoom: 'tab',
  'pane name': 'pane',
  'pane title': 'pane',
  'pane options': 'pane',
  'pane hooks': 'pane',
  'pane environment': 'pane',
  'marked pane': 'pane',
  'ended program': 'pane',
  'scroll position': 'pane',
  'alternate screen': 'pane',
  directory: 'pane',
  shell: 'pane',
  program: 'pane',
  conversation: 'pane',
  'attached session': 'pane',
  contents: 'pane',
} as const;

export type FactKind = keyof typeof factKinds;

/** One thing that is so: comparable, and free of pids, of the host's own ids and of the clock. */
export interface Fact {
  readonly kind: FactKind;
  readonly level: 'host' | 'window' | 'tab' | 'pane';
  readonly id: string;
  readonly value: string;
}

/** The parts of a checkpoint that facts are about. */
export type Comparable = Pick<Arrangement, 'windows' | 'tabs' | 'panes'> & {
  readonly hosts?: Readonly<Record<string, Pick<Host, 'globals'>>>;
};

/**
 * Takes an arrangement apart into facts. `contentsOf` gives a pane's contents as a text to
 * compare (a hash will do), or undefined when nobody read them.
 */
export function factsOf(
  arrangement: Comparable,
  contentsOf: (pane: string) => string | undefined = () => undefined,
): readonly Fact[] {
  const { hosts = {}, windows, tabs, panes } = arrangement;
  return [
    ...Object.entries(hosts).flatMap(([id, host]) => hostFacts(id, host)),
    ...Object.entries(windows).flatMap(([id, window]) => windowFacts(id, window, arrangement)),
    ...Object.entries(tabs).flatMap(([id, tab]) => tabFacts(id, tab, arrangement)),
    ...Object.entries(panes).flatMap(([id, pane]) => paneFacts(id, pane, contentsOf(id))),
  ];
}

/** The place of a pane as a person says it: `work:3.1` (window, tab index, pane in reading order). */
export function placeNames({
  windows,
  tabs,
}: Pick<Comparable, 'windows' | 'tabs'>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [id, window] of Object.entries(windows)) {
    names.set(id, window.name);
    for (const { tab, index } of window.tabs) {
      if (names.has(tab)) continue;
      names.set(tab, `${window.name}:${index}`);
      const layout = tabs[tab]?.layout;
      const panes = layout === undefined ? [] : panesOf(layout);
      for (const [at, pane] of panes.entries()) names.set(pane, `${window.name}:${index}.${at}`);
    }
  }
  return names;
}

function facts(
  level: Fact['level'],
  id: string,
  values: Partial<Record<FactKind, unknown>>,
): readonly Fact[] {
  return Object.entries(values).flatMap(([kind, value]) =>
    value === undefined || !isFactKind(kind) ? [] : [{ kind, level, id, value: textOf(value) }],
  );
}

function isFactKind(kind: string): kind is FactKind {
  return Object.hasOwn(factKinds, kind);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}

function hostFacts(id: string, { globals }: Pick<Host, 'globals'>): readonly Fact[] {
  return facts('host', id, {
    'global options': globals?.options,
    'server options': globals?.serverOptions,
    'global environment': globals?.environment,
    'key bindings': globals?.bindings,
    'paste buffers': globals?.buffers?.map(bufferFact),
  });
}

/** A buffer without what is in it: that may be a secret, and facts are shown. */
function bufferFact({ name, text }: { readonly name: string; readonly text: string }): string {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1)
    sum = (sum * 31 + text.charCodeAt(at)) % 4_294_967_296;
  return `${name} (${text.length} characters, ${sum.toString(16)})`;
}

function windowFacts(id: string, window: Window, { windows }: Comparable): readonly Fact[] {
  const { group, settings, tabs, activeTab, tabHistory } = window;
  const members = Object.values(windows).filter(
    (other) => group !== undefined && other.group === group,
  );
  const environment = settings?.environment ?? [];
  return facts('window', id, {
    'window name': window.name,
    'window group': group === undefined ? undefined : members.map(({ name }) => name).toSorted(),
    'window directory': window.directory,
    'window options': settings?.options ?? {},
    'window hooks': settings?.hooks ?? {},
    environment: sorted(environment.filter(({ hidden }) => !hidden)),
    'hidden environment': sorted(environment.filter(({ hidden }) => hidden)),
    'tab indexes': tabs.map(({ index }) => index),
    'active tab': activeTab,
    'last tab': tabHistory.find((tab) => tab !== activeTab) ?? '',
    'tab history': tabHistory,
  });
}

function sorted(environment: Settings['environment']): Settings['environment'] {
  return environment.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function tabFacts(id: string, tab: Tab, { windows }: Comparable): readonly Fact[] {
  const homes = Object.values(windows).filter(({ tabs }) => tabs.some((shown) => shown.tab === id));
  return facts('tab', id, {
    // The name of any other tab follows the program that runs in it.
    'tab name': tab.isNamedByUser ? tab.name : undefined,
    'automatic name': String(!tab.isNamedByUser),
    'tab size': `${tab.size.cols}x${tab.size.rows}`,
    'tab options': tab.settings?.options ?? {},
    'tab hooks': tab.settings?.hooks ?? {},
    'linked windows': homes.map(({ name }) => name).toSorted(),
    layout: shapeOf(tab.layout),
    'pane count': String(panesOf(tab.layout).length),
    'active pane': tab.activePane ?? '',
    'last pane': tab.lastPane ?? '',
    zoom: tab.zoomedPane ?? '',
  });
}

function paneFacts(id: string, pane: Pane, contents: string | undefined): readonly Fact[] {
  // What an agent shows, and under which title, is its own affair; the conversation is ours.
  const isAgent = pane.conversation !== undefined;
  return facts('pane', id, {
    'pane name': pane.name,
    'pane title': isAgent ? undefined : pane.title,
    'pane options': pane.settings?.options ?? {},
    'pane hooks': pane.settings?.hooks ?? {},
    'pane environment': sorted(pane.settings?.environment ?? []),
    'marked pane': String(pane.isMarked),
    'ended program': pane.exit === undefined ? '' : canonicalJson(pane.exit),
    'scroll position': String(pane.view?.rowsAboveBottom ?? 0),
    'alternate screen': isAgent ? undefined : String(pane.isAlternateScreen),
    directory: pane.program?.cwd ?? pane.cwd.path,
    shell: pane.shell,
    // The words that attach to a session may differ; the session must not.
    program: isAgent || pane.attach !== undefined ? undefined : wordsOf(pane.program),
    'attached session': pane.attach?.window,
    conversation: talkOf(pane),
    contents: isAgent ? undefined : contents,
  });
}

/** The words of a program; of a pipeline, those of each command. That a file was emptied is no fact. */
function wordsOf(program: Program | undefined): unknown {
  const { argv = [], pipedTo = [], redirections = [] } = program ?? {};
  const commands = [argv, ...pipedTo].map((words, at) => [
    ...words,
    ...redirectionWords(appending(redirections[at] ?? []), String),
  ]);
  return pipedTo.length === 0 ? commands[0] : commands;
}

/** The conversation that a running agent shows; one that waits to be started shows none. */
function talkOf({ conversation }: Pane): string | undefined {
  if (conversation?.process === undefined) return undefined;
  return `${conversation.agent} ${conversation.id}`;
}

/** A layout without the host's own numbering of panes. */
function shapeOf(layout: LayoutNode): unknown {
  return layout.type === 'host-layout' ? layout.fallback : layout;
}
