import type { Arrangement, Problem, Tab, Window } from '../../../model/checkpoint.ts';
import { panesOf } from '../../../model/layout-tree.ts';
import { partOfHost } from '../../../model/part-of-host.ts';
import type { ForeignFile } from '../../backend.ts';
import { tabSpec } from '../tab-spec.ts';
import { launchLine, type WritingOptions } from './launch-line.ts';
import { lostLooks, TAB_LOOKS, WINDOW_LOOKS } from './lost-looks.ts';
import { type Place, splitChain } from './split-chain.ts';
import { fitsLine } from './words.ts';

/**
 * A session file for each kitty of a checkpoint, for real kitty 0.26 and newer. What a line of it
 * cannot say is left out and told: a session file has no way to quote a newline, and newer kitty
 * expands `$` wherever it stands.
 */
export function writeSessions(
  arrangement: Arrangement,
  options: WritingOptions,
): readonly ForeignFile[] {
  return Object.entries(arrangement.hosts)
    .filter(([, { kind }]) => kind === 'kitty')
    .map(([host]) => {
      const writer = new SessionWriter(arrangement, options);
      for (const id of Object.keys(partOfHost(arrangement, host).windows)) writer.window(id);
      return { host, text: `${writer.lines.join('\n')}\n`, problems: writer.problems };
    });
}

class SessionWriter {
  readonly lines: string[] = [
    '# Written by stet; kitty reads it with: kitty --session FILE',
    '# It has no words for output, scroll positions, font sizes and places on the screen.',
  ];
  readonly problems: Problem[] = [];
  readonly #all: Arrangement;
  readonly #options: WritingOptions;
  #isFirst = true;

  constructor(all: Arrangement, options: WritingOptions) {
    this.#all = all;
    this.#options = options;
  }

  window(id: string): void {
    const window = this.#all.windows[id];
    if (window === undefined) return;
    if (!this.#isFirst) this.lines.push('new_os_window');
    this.#isFirst = false;
    this.#directive(id, 'os_window_class', window.settings?.options['class'] ?? '');
    const { cols = 0, rows = 0 } = this.#all.tabs[window.activeTab ?? '']?.size ?? {};
    if (cols > 0 && rows > 0) this.lines.push(`os_window_size ${cols}c ${rows}c`);
    for (const what of lostLooks(window.settings?.options ?? {}, WINDOW_LOOKS))
      this.#left(id, what);
    if (window.isFocused === true) this.lines.push('focus_os_window');
    for (const { tab } of window.tabs) this.#tab(tab, window);
  }

  #tab(id: string, window: Window): void {
    const tab = this.#all.tabs[id];
    if (tab === undefined) return;
    this.#title(id, tab);
    const { options = {} } = tab.settings ?? {};
    const enabled = (options['enabled_layouts'] ?? '')
      .split('\n')
      .filter((name) => LAYOUT.test(name));
    if (enabled.length > 0) this.lines.push(`enabled_layouts ${enabled.join(',')}`);
    if (LAYOUT.test(options['layout'] ?? '')) this.lines.push(`layout ${options['layout']}`);
    const { places, lost } = splitChain(tab.layout, {
      isSplits: LAYOUT_OF_SPLITS.test(options['layout'] ?? ''),
      covers: coversOf(id, tab),
    });
    for (const pane of panesOf(tab.layout)) this.#pane(pane, places.get(pane));
    for (const what of [...lost, ...lostLooks(options, TAB_LOOKS)]) this.#left(id, what);
    this.#focus(id, tab, window);
  }

  /** Only a title that somebody gave is written: another would never follow its program again. */
  #title(id: string, { name, isNamedByUser }: Tab): void {
    if (!isNamedByUser) this.lines.push('new_tab');
    else if (this.#directive(id, 'new_tab', name)) return;
    else this.lines.push('new_tab');
  }

  #pane(id: string, place: Place | undefined): void {
    const pane = this.#all.panes[id];
    if (pane === undefined) return;
    const { line, lost } = launchLine(pane, place, this.#options);
    this.lines.push(line);
    for (const message of lost) this.#left(id, message);
  }

  /** `focus` also makes its tab the active one, so it may not stand after that one. */
  #focus(id: string, { layout, activePane }: Tab, { tabs, activeTab }: Window): void {
    const at = tabs.findIndex(({ tab }) => tab === id);
    const active = tabs.findIndex(({ tab }) => tab === activeTab);
    const isLast = panesOf(layout).at(-1) === activePane;
    if (at === active || (at < active && isLast)) this.lines.push('focus');
    if (!isLast && activePane !== undefined && panesOf(layout).length > 1) {
      this.#left(id, 'which of its panes is the active one');
    }
  }

  #directive(id: string, name: string, value: string): boolean {
    if (value === '') return false;
    const isPlain = fitsLine(value) && value === value.trim() && !value.includes('$');
    if (isPlain) this.lines.push(`${name} ${value}`);
    else this.#left(id, `${name} ${JSON.stringify(value)}`);
    return isPlain;
  }

  #left(subject: string, what: string): void {
    const message = `A kitty session file cannot say ${what}; it is left out`;
    this.problems.push({ code: 'NOT_EXPRESSED', subject, message });
  }
}

const LAYOUT = /^(?:tall|fat|grid|splits|stack|vertical|horizontal)(?::[\w=;.]+)?$/;
const LAYOUT_OF_SPLITS = /^splits(?::|$)/;

function coversOf(id: string, tab: Tab): ReadonlySet<string> {
  const panes = panesOf(tab.layout);
  const upper = tabSpec(id, tab).groups.flatMap(([, ...above]) => above);
  return new Set(upper.flatMap((at) => panes[at] ?? []));
}
