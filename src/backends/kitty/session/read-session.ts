import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Problem } from '../../../model/checkpoint.ts';
import type { KittyFacts, PaneFacts, TabFacts, WindowFacts } from '../kitty-facts.ts';
import { plainPane, plainTab, plainWindow } from '../plain-facts.ts';
import { PaneOrder } from './pane-order.ts';
import { splitWords } from './words.ts';

/** What a session file describes, and what of it stet does not know. */
export interface ReadSession {
  readonly facts: KittyFacts;
  readonly problems: readonly Problem[];
}

/** Reads a kitty session file; undefined when a line is none of its directives. */
export function readSession(text: string): ReadSession | undefined {
  const reader = new SessionReader();
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const known = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (known.length === 0 || !known.every((line) => DIRECTIVE.test(line))) return undefined;
  for (const line of known) {
    const [name = '', ...rest] = line.split(/\s+/);
    reader.take(name, line.slice(name.length).trim(), rest);
  }
  return reader.finish();
}

const DIRECTIVE =
  /^(?:new_tab|new_os_window|layout|enabled_layouts|cd|launch|title|focus|focus_os_window|os_window_\w+|resize_window|set_layout_state|focus_tab|focus_matching_window)(?:\s|$)/;

interface OpenTab {
  readonly id: number;
  name: string;
  layout: string;
  enabled: readonly string[];
  cwd: string;
  title: string;
  active: number;
  readonly order: PaneOrder;
  readonly panes: PaneFacts[];
}

class SessionReader {
  readonly #problems: Problem[] = [];
  readonly #windows: WindowFacts[] = [];
  #id = 0;
  #tabs: OpenTab[] = [];
  #activeTab = 0;
  #class = 'kitty';
  #isFocused = false;

  take(name: string, value: string, words: readonly string[]): void {
    if (name === 'new_os_window') this.#closeWindow();
    else if (name === 'new_tab') this.#openTab(value);
    else if (name === 'os_window_class') this.#class = value;
    else if (name === 'focus_os_window') this.#isFocused = true;
    else if (name === 'focus') this.#focus();
    else if (name === 'launch') this.#launch(value);
    else if (name === 'layout') this.#tab.layout = value;
    else if (name === 'enabled_layouts')
      this.#tab.enabled = value.split(',').map((own) => own.trim());
    else if (name === 'cd') this.#tab.cwd = resolve(homedir(), this.#plain(value));
    else if (name === 'title') this.#tab.title = value;
    else this.#leave(`${name} ${words.join(' ')}`);
  }

  finish(): ReadSession {
    this.#closeWindow();
    return { facts: { version: '', pid: 0, windows: this.#windows }, problems: this.#problems };
  }

  get #tab(): OpenTab {
    return this.#tabs.at(-1) ?? this.#openTab('');
  }

  #next(): number {
    this.#id += 1;
    return this.#id;
  }

  #openTab(name: string): OpenTab {
    const opened = {
      id: this.#next(),
      name: this.#plain(name),
      layout: 'tall',
      enabled: [],
      cwd: homedir(),
      title: '',
      active: 0,
      order: new PaneOrder(),
      panes: [],
    };
    this.#tabs = [...this.#tabs.filter(({ panes }) => panes.length > 0), opened];
    return opened;
  }

  #focus(): void {
    this.#activeTab = this.#tab.id;
    this.#tab.active = Math.max(0, this.#tab.order.groups.length - 1);
  }

  #launch(line: string): void {
    const words = splitWords(line);
    if (words === undefined) {
      this.#leave(`launch ${line}`);
      return;
    }
    const { options, argv } = launchOptions(words);
    const tab = this.#tab;
    const all = (name: string): readonly string[] =>
      options.flatMap(([own, value]) => (own === name ? [value] : []));
    const cwd = all('--cwd').at(-1) ?? tab.cwd;
    const environment = all('--env').map((entry) => {
      const [key, value] = nameAndValue(entry);
      return [key, value.replaceAll('$$', '$')] as const;
    });
    const given = all('--title').at(-1) ?? all('--window-title').at(-1) ?? tab.title;
    const id = this.#next();
    for (const option of options) if (!isRead(option)) this.#leave(`launch ${option.join(' ')}`);
    const [type, location] = [all('--type').at(-1) ?? '', all('--location').at(-1)];
    const overlay = type.startsWith('overlay') ? (type === 'overlay' ? 'transient' : 'main') : null;
    tab.order.add(id, { isOverlay: overlay !== null, location, bias: all('--bias').at(-1) });
    tab.panes.push(
      plainPane({
        id,
        overlay,
        variables: Object.fromEntries(all('--var').map(nameAndValue)),
        argv: [...argv],
        cwd: resolve(homedir(), cwd),
        environment: Object.fromEntries(environment),
        givenTitle: given === '' ? null : given,
        title: given,
      }),
    );
    tab.title = '';
  }

  #closeWindow(): void {
    const tabs = this.#tabs.filter(({ panes }) => panes.length > 0);
    if (tabs.length > 0) {
      this.#windows.push(
        plainWindow({
          id: this.#next(),
          class: this.#class,
          wmName: this.#class,
          isFocused: this.#isFocused,
          activeTab: tabs.some(({ id }) => id === this.#activeTab)
            ? this.#activeTab
            : (tabs[0]?.id ?? null),
          tabs: tabs.map(tabFacts),
        }),
      );
    }
    this.#tabs = [];
    this.#class = 'kitty';
    this.#isFocused = false;
  }

  /** Newer kitty would put a variable in here; what it would be is not known. */
  #plain(text: string): string {
    if (/\$(?:\w|\{)/.test(text)) this.#leave(`what ${JSON.stringify(text)} expands to`);
    return text;
  }

  #leave(what: string): void {
    const message = `stet does not read ${what.trim()} from a session file; it is left out`;
    this.#problems.push({ code: 'NOT_READ', message });
  }
}

function nameAndValue(entry: string): readonly [string, string] {
  const [name = '', ...rest] = entry.split('=');
  return [name, rest.join('=')];
}

/** What was asked of a pane that stet brings back; anything else is told. */
function isRead([name, value]: readonly [string, string]): boolean {
  if (name === '--type') return /^(?:window|overlay|overlay-main)$/.test(value);
  if (name === '--location') return /^(?:vsplit|hsplit|split|default|after|last)$/.test(value);
  return /^--(?:cwd|env|title|window-title|tab-title|var|bias)$/.test(name);
}

function tabFacts({ id, name, layout, enabled, active, order, panes }: OpenTab): TabFacts {
  const { groups, pairs } = order;
  const isSplits = /^splits(?::|$)/.test(layout);
  return plainTab({
    id,
    name: name === '' ? null : name,
    title: name,
    layout,
    layouts: isSplits && typeof pairs === 'object' && pairs !== null ? { [layout]: { pairs } } : {},
    groups: groups.map((group) => [...group]),
    enabledLayouts: enabled.includes(layout) ? [...enabled] : [layout, ...enabled],
    activeGroup: active,
    panes,
  });
}

/** Options with a value in a word of their own; every other one is a switch or has "=". */
const WITH_VALUE =
  /^(?:--(?:cwd|env|title|window-title|tab-title|type|location|watcher|color|spacing|marker|logo|logo-position|logo-alpha|os-window-\w+|stdin-source|var|bias|next-to|source-window|remote-control-password)|-[wm])$/;

function launchOptions(words: readonly string[]): {
  readonly options: readonly (readonly [string, string])[];
  readonly argv: readonly string[];
} {
  const options: (readonly [string, string])[] = [];
  let at = 0;
  for (; words[at]?.startsWith('-') === true; at += 1) {
    const word = words[at] ?? '';
    const equals = word.indexOf('=');
    if (word.startsWith('--') && equals > 0) {
      options.push([word.slice(0, equals), word.slice(equals + 1)]);
    } else if (WITH_VALUE.test(word)) {
      at += 1;
      options.push([word, words[at] ?? '']);
    }
  }
  const argv = words.slice(at);
  const isMark = argv[0]?.startsWith('kitty-unserialize-data=') === true;
  return { options, argv: isMark ? argv.slice(1) : argv };
}
