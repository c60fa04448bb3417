import type { Pane, Settings, Tab, Window } from '../../model/checkpoint.ts';
import { panesOf } from '../../model/layout-tree.ts';
import { literal, word } from './command-language.ts';
import type { Opening } from './opening.ts';
import { withoutSelfDestruction } from './self-destruction.ts';

/** Everything that is set on objects once they exist: ids, names, options, layout, focus. */
export function arrangeCommands(opening: Opening): readonly string[] {
  const { job } = opening;
  return [
    ...job.arrange.tabs.flatMap((id) => tabCommands(opening, id)),
    ...job.arrange.windows.flatMap((id) => windowCommands(opening, id)),
    ...job.arrange.tabs.flatMap((id) => viewCommands(opening, id)),
  ];
}

/** The marks by which the next capture knows everything again; set first, they survive the rest. */
export function markCommands(opening: Opening): readonly string[] {
  const { windows, tabs, starts } = opening.job;
  const mark = (
    ids: Iterable<string>,
    command: (ref: string, id: string) => string,
  ): readonly string[] =>
    [...ids].flatMap((id) => {
      const ref = opening.refOf(id);
      return ref === undefined ? [] : [command(ref, id)];
    });
  return [
    ...mark(Object.keys(windows), (ref, id) => `set-option -q -t "${ref}" @stet_window ${id}`),
    ...mark(Object.keys(tabs), (ref, id) => `set-option -q -w -t ${ref} @stet_tab ${id}`),
    ...mark(starts.keys(), (ref, id) => `set-option -q -p -t ${ref} @stet_id ${id}`),
    ...settingsBeforeStart(opening),
  ];
}

/** A pane whose program has ended stays only if its tab says so before the launcher exits. */
function settingsBeforeStart(opening: Opening): readonly string[] {
  return [...opening.job.starts.values()].flatMap(({ id, launch }) => {
    const ref = opening.refOf(id);
    return launch.kind !== 'ended' || ref === undefined
      ? []
      : [`set-option -q -p -t ${ref} remain-on-exit on`];
  });
}

function tabCommands(opening: Opening, id: string): readonly string[] {
  const [tab, ref] = [opening.job.tabs[id], opening.refOf(id)];
  if (tab === undefined || ref === undefined) return [];
  return [
    ...optionCommands(`-w -t ${ref}`, tab.settings),
    ...(hasOption(tab.settings, 'automatic-rename')
      ? []
      : [`set-option -q -w -u -t ${ref} automatic-rename`]),
    ...panesOf(tab.layout).flatMap((pane) => paneCommands(opening, pane)),
    ...layoutCommands(opening, id, { tab, ref }),
    ...focusCommands(opening, tab),
  ];
}

function paneCommands(opening: Opening, id: string): readonly string[] {
  const [start, ref] = [opening.job.starts.get(id), opening.refOf(id)];
  if (start === undefined || ref === undefined) return [];
  const { saved, launch } = start;
  const isKept = launch.kind === 'ended' && !hasOption(saved.settings, 'remain-on-exit');
  return [
    ...optionCommands(`-p -t ${ref}`, saved.settings),
    ...(isKept ? [`set-option -q -p -u -t ${ref} remain-on-exit`] : []),
    `select-pane -t ${ref} -T ${literal(saved.title)}`,
  ];
}

/** The saved string is tmux's last word on sizes; it only fits when every pane is there. */
function layoutCommands(
  opening: Opening,
  id: string,
  { tab, ref }: { readonly tab: Tab; readonly ref: string },
): readonly string[] {
  const layout = opening.outline.layouts.get(id);
  const isWhole = panesOf(tab.layout).every((pane) => opening.refOf(pane) !== undefined);
  const isManual = hasOption(tab.settings, 'window-size');
  const sized = isManual ? [] : [`set-option -q -w -u -t ${ref} window-size`];
  return layout === undefined || !isWhole
    ? sized
    : [`select-layout -t ${ref} ${word(layout.state)}`, ...sized];
}

function focusCommands(
  opening: Opening,
  { lastPane, activePane, zoomedPane }: Tab,
): readonly string[] {
  const [last, active, zoomed] = [lastPane, activePane, zoomedPane].map((id) => opening.refOf(id));
  return [
    ...(last === undefined ? [] : [`select-pane -t ${last}`]),
    ...(active === undefined ? [] : [`select-pane -t ${active}`]),
    ...(zoomed === undefined ? [] : [`resize-pane -Z -t ${zoomed}`]),
  ];
}

function windowCommands(opening: Opening, id: string): readonly string[] {
  const [window, ref] = [opening.job.windows[id], opening.refOf(id)];
  if (window === undefined || ref === undefined) return [];
  const session = `-t "${ref}"`;
  return [
    ...optionCommands(session, withoutSelfDestruction(opening, id, window.settings)),
    ...(hasOption(window.settings, 'default-size')
      ? []
      : [`set-option -q -u ${session} default-size`]),
    ...environmentCommands(session, window.settings),
    ...visitCommands(opening, window, ref),
  ];
}

function environmentCommands(session: string, settings: Settings | undefined): readonly string[] {
  return (settings?.environment ?? []).map(({ name, value, hidden }) =>
    value === null
      ? `set-environment -r ${session} ${word(name)}`
      : `set-environment ${hidden ? '-h ' : ''}${session} ${word(name)} ${word(value)}`,
  );
}

/** Visiting the tabs again, oldest first, rebuilds the order in which they were visited. */
function visitCommands(
  opening: Opening,
  { tabs, tabHistory, activeTab }: Window,
  ref: string,
): readonly string[] {
  const order = [...tabHistory.toReversed(), ...(activeTab === undefined ? [] : [activeTab])];
  return order.flatMap((tab) => {
    const index = tabs.find((shown) => shown.tab === tab)?.index;
    return index === undefined || opening.refOf(tab) === undefined
      ? []
      : [`select-window -t "${ref}:${index}"`];
  });
}

function viewCommands(opening: Opening, id: string): readonly string[] {
  const tab = opening.job.tabs[id];
  return (tab === undefined ? [] : panesOf(tab.layout)).flatMap((pane) => {
    const [start, ref] = [opening.job.starts.get(pane), opening.refOf(pane)];
    return start === undefined || ref === undefined ? [] : markedView(start.saved, ref);
  });
}

function markedView({ isMarked, view }: Pane, ref: string): readonly string[] {
  return [
    ...(isMarked ? [`select-pane -m -t ${ref}`] : []),
    ...(view === undefined
      ? []
      : [`copy-mode -t ${ref}`, `send-keys -t ${ref} -X -N ${view.rowsAboveBottom} scroll-up`]),
  ];
}

function optionCommands(target: string, settings: Settings | undefined): readonly string[] {
  return Object.entries(settings?.options ?? {}).map(
    ([name, value]) => `set-option -q ${target} ${word(name)} ${word(value)}`,
  );
}

function hasOption(settings: Settings | undefined, name: string): boolean {
  return Object.hasOwn(settings?.options ?? {}, name);
}
