import type { Globals, Settings, Window } from '../../model/checkpoint.ts';
import type { Call } from '../../os/call.ts';
import { literal, word } from './command-language.ts';
import { firstPane } from './layout-plan.ts';
import { listPanes } from './list-panes.ts';
import { markNewSession, markNewTab } from './mark-new.ts';
import type { Opening } from './opening.ts';
import type { Place } from './outline.ts';
import { ask } from './run-script.ts';
import { disarming, rearm } from './self-destruction.ts';

/** Makes the missing sessions, each with its first tab; starts the server when there is none. */
export async function openWindows(opening: Opening): Promise<void> {
  const { sessions, followers } = opening.outline;
  if (sessions.length + followers.length === 0) return;
  const disarm = disarming(opening);
  const made = await opening.create([
    disarm,
    ...sessions.map(({ id, window, first }, index) => ({
      id,
      name: JSON.stringify(window.name),
      command: newSession(opening, { window, first, isFirst: index === 0 }),
      mark: markNewSession({ window: id, tab: first.id, pane: paneOf(opening, first) }),
    })),
  ]);
  for (const { id, first } of sessions) {
    const [session, tab, pane, index] = made.get(id) ?? [];
    if (session === undefined || tab === undefined || pane === undefined) continue;
    opening.made(id, session);
    opening.made(first.id, tab);
    opening.made(paneOf(opening, first), pane);
    if (Number(index) === first.index) continue;
    await opening.script([`move-window -d -s ${tab} -t "${session}:${first.index}"`]);
  }
  const joined = await opening.create(
    followers.map(({ id, window, leader }) => ({
      id,
      name: JSON.stringify(window.name),
      command: joinGroup(window, opening.refOf(leader)),
      mark: markNewSession({ window: id }),
    })),
  );
  for (const [id, [session]] of joined) if (session !== undefined) opening.made(id, session);
  await rearm(opening, made.get(disarm.id));
}

/** Makes the other missing tabs, and shows those in further windows that stood in several. */
export async function openTabs(opening: Opening, call: Call): Promise<void> {
  const { tabs, links } = opening.outline;
  if (tabs.length + links.length === 0) return;
  const taken = await takenIndexes(opening, call);
  const places = tabs.map((place) => freePlace(opening, place, taken));
  const made = await opening.create(
    places.map((place) => ({
      id: place.id,
      name: JSON.stringify(place.tab.name),
      command: newWindow(opening, place),
      mark: markNewTab(`${opening.refOf(place.window) ?? ''}:${place.index}`, {
        tab: place.id,
        pane: paneOf(opening, place),
      }),
    })),
  );
  for (const place of places) {
    const [tab, pane] = made.get(place.id) ?? [];
    if (tab === undefined || pane === undefined) continue;
    opening.made(place.id, tab);
    opening.made(paneOf(opening, place), pane);
  }
  const linking = links.flatMap(({ id, window, index }) => {
    const [tab, session] = [opening.refOf(id), opening.refOf(window)];
    return tab === undefined || session === undefined
      ? []
      : [`link-window -d -s ${tab} -t "${session}:${index}"`];
  });
  await opening.script(linking);
}

function paneOf({ outline }: Opening, { id }: Place): string {
  const layout = outline.layouts.get(id);
  return layout === undefined ? '' : firstPane(layout.root);
}

interface NewSession {
  readonly window: Window;
  readonly first: Place;
  readonly isFirst: boolean;
}

function newSession(opening: Opening, { window, first, isFirst }: NewSession): string | undefined {
  const start = opening.job.starts.get(paneOf(opening, first));
  if (start === undefined) return undefined;
  const ids = '#{session_id} #{window_id} #{pane_id} #{window_index}';
  const size = `-x ${first.tab.size.cols} -y ${first.tab.size.rows}`;
  const names = `-s ${literal(window.name)} -n ${literal(first.tab.name)}`;
  const environment = environmentFlags(window.settings);
  const command = opening.files.commandOf(start, window.directory);
  const create = `new-session -d -P -F "${ids}" ${size} ${names} ${environment} ${command}`;
  return isFirst ? [...globalCommands(opening.job.globals), create].join('\n') : create;
}

/** Set before the first pane starts, and never over what the user's configuration has set. */
function globalCommands(globals: Globals | undefined): readonly string[] {
  const { options = {}, serverOptions = {}, environment = {} } = globals ?? {};
  return [
    ...unsetOptions('-g', options),
    ...unsetOptions('-s', serverOptions),
    ...Object.entries(environment).map(
      ([name, value]) => `set-environment -g ${word(name)} ${word(value)}`,
    ),
  ];
}

function unsetOptions(scope: string, options: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(options).map(
    ([name, value]) => `set-option -q -o ${scope} ${word(name)} ${word(value)}`,
  );
}

function joinGroup({ name, directory }: Window, leader: string | undefined): string | undefined {
  const place = directory === undefined ? '' : `-c ${literal(directory)} `;
  return leader === undefined
    ? undefined
    : `new-session -d -P -F "#{session_id}" ${place}-s ${literal(name)} -t "${leader}"`;
}

/** What the session's panes inherit has to be there before its first pane starts. */
function environmentFlags(settings: Settings | undefined): string {
  return (settings?.environment ?? [])
    .flatMap(({ name, value, hidden }) =>
      value === null || hidden ? [] : [`-e ${word(`${name}=${value}`)}`],
    )
    .join(' ');
}

function newWindow(opening: Opening, place: Place): string | undefined {
  const session = opening.refOf(place.window);
  const start = opening.job.starts.get(paneOf(opening, place));
  if (session === undefined || start === undefined) return undefined;
  const target = `-t "${session}:${place.index}" -n ${literal(place.tab.name)}`;
  return `new-window -d -P -F "#{window_id} #{pane_id}" ${target} ${opening.files.commandOf(start)}`;
}

/** The saved index, or the next free one, which is reported. */
function freePlace(opening: Opening, place: Place, taken: Map<string, Set<number>>): Place {
  const session = opening.refOf(place.window) ?? '';
  const used = taken.get(session) ?? new Set();
  let { index } = place;
  while (used.has(index)) index += 1;
  taken.set(session, used.add(index));
  if (index === place.index) return place;
  opening.approximated.push({
    code: 'INDEX_TAKEN',
    subject: place.id,
    message: `Index ${place.index} was taken; ${JSON.stringify(place.tab.name)} is at ${index}`,
  });
  return { ...place, index };
}

async function takenIndexes({ job }: Opening, call: Call): Promise<Map<string, Set<number>>> {
  const answers = await ask({ socket: job.address }, new Map([['rows', listPanes(call)]]), call);
  const taken = new Map<string, Set<number>>();
  for (const { session_id, window_index } of answers.get('rows') ?? []) {
    taken.set(session_id, (taken.get(session_id) ?? new Set()).add(Number(window_index)));
  }
  return taken;
}
