import { readlink } from 'node:fs/promises';
import { argvOf, foregroundOf, type PrivateTmux } from './private-tmux.ts';

/** Facts about a tmux server by `place|kind`, asked of tmux and /proc alone. */
export type Facts = ReadonlyMap<string, string>;

/** Everything that a person could miss after a restore, in the 37 kinds of the fidelity scene. */
export async function tmuxFacts(server: PrivateTmux): Promise<Facts> {
  const facts = new Map<string, string>();
  const sessions = await rows(server, ['list-sessions'], SESSION);
  const groups = sessions.map(({ session_group, session_name }) => [session_group, session_name]);
  note(facts, '', { sessions: sessions.map((row) => row['session_name'] ?? '').toSorted() });
  for (const row of sessions) {
    const peers = groups.filter(([group]) => group !== '' && group === row['session_group']);
    const place = `S:${row['session_name'] ?? ''}`;
    note(facts, place, {
      group: peers.map(([, name = '']) => name).toSorted(),
      ...(await sessionFacts(server, row)),
    });
    await noteWindows(facts, server, { place, session: row['session_id'] ?? '' });
  }
  note(facts, '', await serverFacts(server));
  return facts;
}

type Row = Readonly<Record<string, string>>;

const SESSION = fieldNames('session_id session_name session_group session_path session_stack');

function fieldNames(names: string): readonly string[] {
  return names.trim().split(/\s+/);
}

async function rows(
  server: PrivateTmux,
  args: readonly string[],
  fields: readonly string[],
): Promise<readonly Row[]> {
  const text = await server.tmux(...args, '-F', fields.map((name) => `#{${name}}`).join('\t'));
  return text.split('\n').map((line) => {
    const values = line.split('\t');
    return Object.fromEntries(fields.map((name, at) => [name, values[at] ?? '']));
  });
}

function note(facts: Map<string, string>, place: string, values: Record<string, unknown>): void {
  for (const [kind, value] of Object.entries(values)) {
    facts.set(`${place}|${kind}`, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

/** The marks that stet puts on everything are no setting of the user's. */
async function settings(server: PrivateTmux, ...args: readonly string[]): Promise<string[]> {
  const text = await server.tmux(...args);
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('@stet_'));
}

async function sessionFacts(server: PrivateTmux, row: Row): Promise<Record<string, unknown>> {
  const id = row['session_id'] ?? '';
  const environment = await server.tmux('show-environment', '-t', id);
  return {
    path: row['session_path'],
    env: environment
      .split('\n')
      .filter((line) => !OF_THE_CLIENT.test(line))
      .toSorted(),
    envhidden: await server.tmux('show-environment', '-h', '-t', id),
    options: await settings(server, 'show-options', '-t', id),
    hooks: await settings(server, 'show-hooks', '-t', id),
    stack: row['session_stack'],
  };
}

const OF_THE_CLIENT = /^-?(?:DISPLAY|KRB5CCNAME|SSH_|WINDOWID|XAUTHORITY|MSYSTEM)/;

const WINDOW = fieldNames(`
  window_id window_index window_name window_active
  window_flags window_layout window_width window_height window_linked_sessions
`);

async function noteWindows(
  facts: Map<string, string>,
  server: PrivateTmux,
  { place, session }: { readonly place: string; readonly session: string },
): Promise<void> {
  const windows = await rows(server, ['list-windows', '-t', session], WINDOW);
  note(facts, place, {
    indices: windows.map((row) => row['window_index']),
    activewin: windows.find((row) => row['window_active'] === '1')?.['window_index'] ?? null,
    lastwin:
      windows.find((row) => row['window_flags']?.includes('-') === true)?.['window_index'] ?? null,
  });
  for (const row of windows) {
    const at = `${place}:${row['window_index'] ?? ''}`;
    note(facts, at, await windowFacts(server, row));
    await notePanes(facts, server, { place: at, row });
  }
}

async function windowFacts(server: PrivateTmux, row: Row): Promise<Record<string, unknown>> {
  const id = row['window_id'] ?? '';
  const options = await settings(server, 'show-options', '-w', '-t', id);
  return {
    name: row['window_name'],
    zoomed: row['window_flags']?.includes('Z'),
    linked: row['window_linked_sessions'],
    size: `${row['window_width'] ?? ''}x${row['window_height'] ?? ''}`,
    layout: comparableLayout(row['window_layout'] ?? ''),
    autorename: await server.tmux('show-options', '-wv', '-t', id, 'automatic-rename'),
    winopts: options.filter((line) => !line.startsWith('automatic-rename')).toSorted(),
  };
}

/** A layout without its checksum and pane numbers, which count panes ever made. */
export function comparableLayout(layout: string): string {
  return layout.replace(/^[0-9a-f]{4},/, '').replaceAll(/(\d+x\d+,\d+,\d+),\d+/g, '$1');
}

const PANE = fieldNames(`
  pane_id pane_index pane_title pane_active pane_last pane_marked pane_pid
  pane_dead pane_dead_status pane_in_mode scroll_position pane_start_command alternate_on pane_current_path
`);

async function notePanes(
  facts: Map<string, string>,
  server: PrivateTmux,
  { place, row }: { readonly place: string; readonly row: Row },
): Promise<void> {
  const panes = await rows(server, ['list-panes', '-t', row['window_id'] ?? ''], PANE);
  note(facts, place, {
    npanes: String(panes.length),
    activepane: panes.find((pane) => pane['pane_active'] === '1')?.['pane_index'] ?? null,
    lastpane: panes.find((pane) => pane['pane_last'] === '1')?.['pane_index'] ?? null,
  });
  for (const pane of panes) {
    const at = `${place}.${pane['pane_index'] ?? ''}`;
    note(facts, at, await paneFacts(server, pane));
    if (row['window_name'] !== 'colors') continue;
    const id = pane['pane_id'] ?? '';
    note(facts, at, { history: await server.tmux('capture-pane', '-peJ', '-S', '-', '-t', id) });
  }
}

async function paneFacts(server: PrivateTmux, pane: Row): Promise<Record<string, unknown>> {
  const leader = await foregroundOf(Number(pane['pane_pid']));
  return {
    title: pane['pane_title'],
    marked: pane['pane_marked'],
    dead: `${pane['pane_dead'] ?? ''}:${pane['pane_dead_status'] ?? ''}`,
    mode: `${pane['pane_in_mode'] ?? ''}:${pane['scroll_position'] ?? ''}`,
    paneopts: await settings(server, 'show-options', '-p', '-t', pane['pane_id'] ?? ''),
    alt: pane['alternate_on'],
    cwd: await readlink(`/proc/${leader}/cwd`, 'latin1').catch(() => pane['pane_current_path']),
    argv: await argvOf(leader),
    startcmd: pane['pane_start_command'],
  };
}

async function serverFacts(server: PrivateTmux): Promise<Record<string, unknown>> {
  const own = async (prefix: string, ...args: readonly string[]): Promise<string[]> =>
    (await settings(server, ...args)).filter((line) => line.startsWith(prefix));
  const tryAsk = async (...args: readonly string[]): Promise<string> =>
    server.tmux(...args).catch(() => '');
  return {
    buffers: await tryAsk('list-buffers', '-F', '#{buffer_name}=#{buffer_sample}'),
    'global@': await own('@global', 'show-options', '-g'),
    'server@': await own('@server', 'show-options', '-s'),
    keytable: await tryAsk('list-keys', '-T', 'mytable'),
    prefixF5: /F5 /.test(await tryAsk('list-keys', '-T', 'prefix')),
    genv: await tryAsk('show-environment', '-g', 'GENV'),
  };
}
