import { expect, test } from 'vitest';
import type { Checkpoint } from './checkpoint.ts';
import { differences, type Side, tally } from './compare.ts';
import { factKinds, factsOf, placeNames } from './facts.ts';
import { arrangement, paneId } from './testing/arrangement.ts';
import { checkpointOf } from './testing/checkpoint.ts';

const plain = checkpointOf(arrangement({ panes: 2 }));
const buffers = [{ name: 'a', text: 'b' }];
const globals = { options: {}, serverOptions: {}, environment: {}, bindings: {}, buffers };
const [HOST = ''] = Object.keys(plain.hosts);
const host = { ...plain.hosts[HOST]!, globals };
const before: Checkpoint = { ...plain, hosts: { [HOST]: host } };
const [WINDOW = ''] = Object.keys(before.windows);
const [TAB = ''] = Object.keys(before.tabs);
const [A, B] = [paneId(0), paneId(1)];
const window = before.windows[WINDOW]!;
const tab = before.tabs[TAB]!;
const pane = before.panes[A]!;

const process = { bootId: 'b', pid: 1, startTime: 1 };
const talk = { agent: 'claude', id: '1', certainty: 'exact-live', via: '' } as const;
const conversation = { ...talk, isStored: true, environment: {}, process };
const attach = { host: HOST, window: WINDOW };

function sideOf(checkpoint: Checkpoint, contents: Readonly<Record<string, string>> = {}): Side {
  return { arrangement: checkpoint, facts: factsOf(checkpoint, (id) => contents[id]) };
}

function lostKinds(after: Checkpoint): readonly string[] {
  const { kinds } = tally(sideOf(before), sideOf(after));
  return kinds.filter(({ kept, total }) => kept < total).map(({ kind }) => kind);
}

const settings = { options: {}, hooks: {}, environment: [] };
const variable = { name: 'A', value: '1', hidden: false };

/** Each kind of fact, changed alone. */
const changes: Readonly<Record<string, Partial<Checkpoint>>> = {
  'global options': {
    hosts: { [HOST]: { ...host, globals: { ...globals, options: { '@a': 'b' } } } },
  },
  'server options': {
    hosts: { [HOST]: { ...host, globals: { ...globals, serverOptions: { '@a': 'b' } } } },
  },
  'global environment': {
    hosts: { [HOST]: { ...host, globals: { ...globals, environment: { A: '1' } } } },
  },
  'key bindings': {
    hosts: { [HOST]: { ...host, globals: { ...globals, bindings: { 'prefix x': 'bind-key …' } } } },
  },
  'paste buffers': {
    hosts: { [HOST]: { ...host, globals: { ...globals, buffers: [{ name: 'a', text: 'c' }] } } },
  },
  'window options': {
    windows: { [WINDOW]: { ...window, settings: { ...settings, options: { a: 'b' } } } },
  },
  'window hooks': {
    windows: { [WINDOW]: { ...window, settings: { ...settings, hooks: { a: 'b' } } } },
  },
  environment: {
    windows: { [WINDOW]: { ...window, settings: { ...settings, environment: [variable] } } },
  },
  'hidden environment': {
    windows: {
      [WINDOW]: {
        ...window,
        settings: { ...settings, environment: [{ ...variable, hidden: true }] },
      },
    },
  },
  'tab indexes': { windows: { [WINDOW]: { ...window, tabs: [{ tab: TAB, index: 4 }] } } },
  'tab history': { windows: { [WINDOW]: { ...window, tabHistory: [TAB] } } },
  'automatic name': { tabs: { [TAB]: { ...tab, isNamedByUser: true } } },
  'tab size': { tabs: { [TAB]: { ...tab, size: { cols: 9, rows: 9 } } } },
  'tab hooks': { tabs: { [TAB]: { ...tab, settings: { ...settings, hooks: { a: 'b' } } } } },
  'tab options': { tabs: { [TAB]: { ...tab, settings: { ...settings, options: { a: 'b' } } } } },
  'active pane': { tabs: { [TAB]: { ...tab, activePane: B } } },
  'last pane': { tabs: { [TAB]: { ...tab, lastPane: B } } },
  zoom: { tabs: { [TAB]: { ...tab, zoomedPane: A } } },
  layout: {
    tabs: {
      [TAB]: {
        ...tab,
        layout: {
          type: 'split',
          axis: 'column',
          sizes: [0.5, 0.5],
          children: [A, B].map((id) => ({ type: 'leaf', pane: id })),
        },
      },
    },
  },
  'pane title': { panes: { ...before.panes, [A]: { ...pane, title: 'other' } } },
  'pane hooks': {
    panes: { ...before.panes, [A]: { ...pane, settings: { ...settings, hooks: { a: 'b' } } } },
  },
  'pane options': {
    panes: { ...before.panes, [A]: { ...pane, settings: { ...settings, options: { a: 'b' } } } },
  },
  'pane environment': {
    panes: {
      ...before.panes,
      [A]: { ...pane, settings: { ...settings, environment: [variable] } },
    },
  },
  'marked pane': { panes: { ...before.panes, [A]: { ...pane, isMarked: true } } },
  'ended program': {
    panes: { ...before.panes, [A]: { ...pane, exit: { status: 3, signal: null } } },
  },
  'scroll position': { panes: { ...before.panes, [A]: { ...pane, view: { rowsAboveBottom: 5 } } } },
  'alternate screen': { panes: { ...before.panes, [A]: { ...pane, isAlternateScreen: true } } },
  directory: { panes: { ...before.panes, [A]: { ...pane, cwd: { path: '/', source: 'proc' } } } },
  shell: { panes: { ...before.panes, [A]: { ...pane, shell: ['/bin/zsh'] } } },
  program: {
    panes: { ...before.panes, [A]: { ...pane, program: { name: 'vim', argv: ['vim'] } } },
  },
};

test('nothing is lost when nothing changed', () => {
  const { kept, total } = tally(sideOf(before), sideOf(before));
  expect([kept, lostKinds(before)]).toEqual([total, []]);
  expect(total).toBeGreaterThan(30);
  expect(differences(sideOf(before), sideOf(before))).toEqual([]);
});

test.each(Object.entries(changes))(
  'a change of the %s is a change of that alone',
  (kind, change) => {
    const after = { ...before, ...change };
    expect(lostKinds(after)).toEqual([kind]);
    expect(differences(sideOf(before), sideOf(after))).toMatchObject([
      { kind: 'changed', fact: kind },
    ]);
  },
);

test('a window with another name is another home to its tabs', () => {
  const renamed = { ...before, windows: { [WINDOW]: { ...window, name: 'other' } } };
  expect(lostKinds(renamed)).toEqual(['window name', 'linked windows']);
});

test.each([
  { isNamedByUser: true, lost: ['tab name'] },
  { isNamedByUser: false, lost: [] },
])('a tab called otherwise, named by its user: $isNamedByUser, loses $lost', (given) => {
  const { isNamedByUser, lost } = given;
  const called = (name: string): Checkpoint => ({
    ...before,
    tabs: { [TAB]: { ...tab, isNamedByUser, name } },
  });
  const { kinds } = tally(sideOf(called('one')), sideOf(called('other')));
  expect(kinds.filter(({ kept, total }) => kept < total).map(({ kind }) => kind)).toEqual(lost);
});

test('a session that is called otherwise lost its name', () => {
  const [was, is] = ['one', 'other'].map((name) => ({
    ...before,
    panes: { ...before.panes, [A]: { ...pane, name } },
  }));
  const { kinds } = tally(sideOf(was!), sideOf(is!));
  expect(kinds.filter(({ kept, total }) => kept < total)).toMatchObject([{ kind: 'pane name' }]);
});

test('of a pane with an agent its conversation counts, not what the agent shows', () => {
  const showing = (id: string, title: string): Checkpoint => {
    const shown = { ...pane, title, conversation: { ...conversation, id } };
    return { ...before, panes: { ...before.panes, [A]: shown } };
  };
  const saved = showing('1', 'thinking');
  const lostOf = (after: Checkpoint): readonly string[] =>
    tally(sideOf(saved), sideOf(after))
      .kinds.filter(({ kept, total }) => kept < total)
      .map(({ kind }) => kind);
  expect(lostOf(showing('1', 'done'))).toEqual([]);
  expect(lostOf(showing('2', 'thinking'))).toEqual(['conversation']);
  expect(lostOf(before)).toContain('conversation');
});

test('every kind of fact is tried', () => {
  const elsewhere = [
    'pane name',
    'window name',
    'window group',
    'window directory',
    'tab name',
    'active tab',
    'last tab',
    'contents',
    'conversation',
    'attached session',
  ];
  const structural = ['linked windows', 'pane count'];
  expect([...Object.keys(changes), ...elsewhere, ...structural].toSorted()).toEqual(
    Object.keys(factKinds).toSorted(),
  );
});

test('ids, pids and the names that the host gives make no difference', () => {
  const after = {
    ...before,
    hosts: { [HOST]: { ...host, epoch: { ...host.epoch, pid: 77 } } },
    windows: { [WINDOW]: { ...window, ref: '$9' } },
    tabs: { [TAB]: { ...tab, ref: '@9' } },
    panes: { ...before.panes, [A]: { ...pane, ref: '%9' } },
  };
  expect(differences(sideOf(before), sideOf(after))).toEqual([]);
});

test('what is gone counts as lost, what is new counts neither way', () => {
  const { [B]: _, ...panes } = before.panes;
  const after = { ...before, panes };
  const lost = tally(sideOf(before), sideOf(after));
  const won = tally(sideOf(after), sideOf(before));
  expect(lost.kept).toBeLessThan(lost.total);
  expect(won.kept).toBe(won.total);
  expect(differences(sideOf(before), sideOf(after))).toMatchObject([
    { kind: 'removed', level: 'pane', id: B, name: 'main:0.1', fact: '' },
  ]);
  expect(differences(sideOf(after), sideOf(before))).toMatchObject([{ kind: 'added', id: B }]);
});

test.each<readonly [string, string, Partial<Checkpoint>]>([
  ['window group', '["main"]', { windows: { [WINDOW]: { ...window, group: 'g' } } }],
  ['window directory', '/srv', { windows: { [WINDOW]: { ...window, directory: '/srv' } } }],
  ['pane name', 'api', { panes: { ...before.panes, [A]: { ...pane, name: 'api' } } }],
  ['attached session', WINDOW, { panes: { ...before.panes, [A]: { ...pane, attach } } }],
  ['conversation', 'claude 1', { panes: { ...before.panes, [A]: { ...pane, conversation } } }],
])('a %s begins and ends', (fact, value, change) => {
  const [without, having] = [sideOf(before), sideOf({ ...before, ...change })];
  expect(differences(without, having)).toMatchObject([
    { kind: 'added', fact, before: '', after: value },
  ]);
  expect(differences(having, without)).toMatchObject([
    { kind: 'removed', fact, before: value, after: '' },
  ]);
});

test('a pane that is gone took its facts with it', () => {
  const { [B]: _, ...panes } = before.panes;
  const had = {
    ...before,
    panes: { ...before.panes, [B]: { ...pane, name: 'api', conversation } },
  };
  expect(differences(sideOf(had), sideOf({ ...before, panes }))).toMatchObject([
    { kind: 'removed', id: B, fact: '' },
  ]);
});

test('contents that only one side knows are no difference, other contents are', () => {
  const known = sideOf(before, { [A]: 'one' });
  expect(differences(known, sideOf(before))).toEqual([]);
  expect(differences(known, sideOf(before, { [A]: 'two' }))).toMatchObject([
    { fact: 'contents', before: 'one', after: 'two' },
  ]);
});

test("a layout in the host's own words is compared by its shape, not by its numbers", () => {
  const tabs = ['a1', 'b2'].map((state) => ({
    ...tab,
    layout: {
      type: 'host-layout' as const,
      host: 'tmux',
      state,
      panes: [A, B],
      fallback: tab.layout,
    },
  }));
  const [one, other] = tabs.map((own) => sideOf({ ...before, tabs: { [TAB]: own } }));
  expect(one && other && differences(one, other)).toEqual([]);
});

test('places are named as a person says them', () => {
  expect([...placeNames(before)]).toEqual([
    [WINDOW, 'main'],
    [TAB, 'main:0'],
    [A, 'main:0.0'],
    [B, 'main:0.1'],
  ]);
});
