import { expect, test } from 'vitest';
import type { Checkpoint, Pane } from './checkpoint.ts';
import { semanticProblems } from './semantic-checks.ts';
import { arrangement, paneId } from './testing/arrangement.ts';
import { checkpointOf } from './testing/checkpoint.ts';

const [A, B, C] = [paneId(0), paneId(1), paneId(2)];
const sound = checkpointOf(arrangement({ panes: 2 }));
const [WINDOW = ''] = Object.keys(sound.windows);
const [TAB = ''] = Object.keys(sound.tabs);
const [HOST = ''] = Object.keys(sound.hosts);
const OTHER_TAB = 't_0000000000000009';
const OTHER_WINDOW = 'w_0000000000000009';

function codesOf(checkpoint: Checkpoint): readonly string[] {
  return semanticProblems(checkpoint).map(({ code, subject }) => `${code} ${subject ?? ''}`);
}

function withTab(change: Partial<Checkpoint['tabs'][string]>): Checkpoint {
  return { ...sound, tabs: { [TAB]: { ...sound.tabs[TAB]!, ...change } } };
}

function withWindow(change: Partial<Checkpoint['windows'][string]>): Checkpoint {
  return { ...sound, windows: { [WINDOW]: { ...sound.windows[WINDOW]!, ...change } } };
}

function withPanes(change: (pane: Pane, id: string) => Pane): Checkpoint {
  const entries = Object.entries(sound.panes).map(([id, pane]) => [id, change(pane, id)] as const);
  return { ...sound, panes: Object.fromEntries(entries) };
}

function attachedTo(window: string): Partial<Pane> {
  return { kind: 'mux-client', attach: { host: HOST, window } };
}

test('a checkpoint that hangs together has no problem', () => {
  expect(codesOf(sound)).toEqual([]);
});

test('a layout must not show a pane that is not here', () => {
  const { [B]: _, ...panes } = sound.panes;
  expect(codesOf({ ...sound, panes })).toEqual([`PANE_UNKNOWN ${B}`]);
});

test('a pane stands in one layout: not in none, not in two', () => {
  const lost = { ...sound, panes: { ...sound.panes, [C]: sound.panes[A]! } };
  const twice = withTab({
    layout: {
      type: 'split',
      axis: 'row',
      sizes: [0.5, 0.25, 0.25],
      children: [A, B, A].map((pane) => ({ type: 'leaf', pane })),
    },
  });
  expect(codesOf(lost)).toEqual([`PANE_MISPLACED ${C}`]);
  expect(codesOf(twice)).toEqual([`PANE_MISPLACED ${A}`]);
});

test.each(['activePane', 'lastPane', 'zoomedPane'])('%s is a pane of its own tab', (field) => {
  expect(codesOf(withTab({ [field]: C }))).toEqual([`PANE_ELSEWHERE ${TAB}`]);
});

test('a tab stands in some window', () => {
  const empty = { tabs: [], tabHistory: [] };
  const { activeTab: _, ...window } = sound.windows[WINDOW]!;
  const homeless = { ...sound, windows: { [WINDOW]: { ...window, ...empty } } };
  expect(codesOf(homeless)).toEqual([`TAB_HOMELESS ${TAB}`]);
});

test("the host's layout and its fallback show the same panes", () => {
  const fallback = sound.tabs[TAB]!.layout;
  const layout = { type: 'host-layout', host: 'tmux', state: '', panes: [A], fallback } as const;
  expect(codesOf(withTab({ layout }))).toContain(`LAYOUT_TORN ${TAB}`);
  expect(codesOf(withTab({ layout: { ...layout, panes: [B, A] } }))).toEqual([]);
});

test.each([
  ['too little', [0.5, 0.4]],
  ['too much', [0.6, 0.6]],
  ['for other children', [0.5, 0.25, 0.25]],
])('sizes that are %s are found, in a nested layout too', (_, sizes) => {
  const children = [A, B].map((pane) => ({ type: 'leaf' as const, pane }));
  const broken = { type: 'split', axis: 'row', sizes, children } as const;
  const layout = { type: 'stack', active: 0, children: [broken] } as const;
  expect(codesOf(withTab({ layout }))).toEqual([`SIZES_BROKEN ${TAB}`]);
});

test('a window is of a host that is here', () => {
  expect(codesOf(withWindow({ host: 'tmux:/elsewhere' }))).toEqual([`HOST_UNKNOWN ${WINDOW}`]);
});

test('a window shows tabs that are here', () => {
  const tabs = [...sound.windows[WINDOW]!.tabs, { tab: OTHER_TAB, index: 7 }];
  expect(codesOf(withWindow({ tabs }))).toEqual([`TAB_UNKNOWN ${WINDOW}`]);
});

test('the active tab and the ones visited before are tabs of the window', () => {
  expect(codesOf(withWindow({ activeTab: OTHER_TAB }))).toEqual([`TAB_ELSEWHERE ${WINDOW}`]);
  expect(codesOf(withWindow({ tabHistory: [OTHER_TAB] }))).toEqual([`TAB_ELSEWHERE ${WINDOW}`]);
});

const conversation = {
  agent: 'claude',
  id: 'one',
  certainty: 'exact-live',
  via: '',
  isStored: true,
  environment: {},
} as const;

const resuming = (pane: Pane): Pane => ({
  ...pane,
  kind: 'agent',
  conversation,
  restore: { policy: 'run', argv: ['claude', '--resume', 'one'], rule: 'agent_policy' },
});

test('a conversation is resumed by one pane at most, and offered by others', () => {
  expect(codesOf(withPanes(resuming))).toEqual([`CONVERSATION_TWICE ${B}`]);
  const offering = withPanes((pane, id) =>
    id === A
      ? resuming(pane)
      : { ...resuming(pane), restore: { policy: 'prompt', argv: [], rule: '' } },
  );
  expect(codesOf(offering)).toEqual([]);
  const apart = withPanes((pane, id) => ({
    ...resuming(pane),
    conversation: { ...conversation, id },
  }));
  expect(codesOf(apart)).toEqual([]);
});

test('two agents that have no conversation yet are no claim to one', () => {
  const fresh = withPanes((pane) => ({
    ...resuming(pane),
    conversation: { ...conversation, id: '' },
  }));
  expect(codesOf(fresh)).toEqual([]);
});

test('a window never shows itself, however long the way round', () => {
  const direct = withPanes((pane, id) => (id === A ? { ...pane, ...attachedTo(WINDOW) } : pane));
  const around: Checkpoint = {
    ...sound,
    windows: {
      ...sound.windows,
      [OTHER_WINDOW]: {
        ...sound.windows[WINDOW]!,
        tabs: [{ tab: OTHER_TAB, index: 0 }],
        activeTab: OTHER_TAB,
      },
    },
    tabs: {
      ...sound.tabs,
      [OTHER_TAB]: { ...sound.tabs[TAB]!, layout: { type: 'leaf', pane: C }, activePane: C },
    },
    panes: {
      [A]: { ...sound.panes[A]!, ...attachedTo(OTHER_WINDOW) },
      [B]: sound.panes[B]!,
      [C]: { ...sound.panes[A]!, ...attachedTo(WINDOW) },
    },
  };
  const oneWay = { ...around, panes: { ...around.panes, [C]: sound.panes[A]! } };
  expect(codesOf(direct)).toEqual([`ATTACH_LOOP ${WINDOW}`]);
  expect(codesOf(around)).toEqual([`ATTACH_LOOP ${WINDOW}`, `ATTACH_LOOP ${OTHER_WINDOW}`]);
  expect(codesOf(oneWay)).toEqual([]);
});

test('the segments of a pane add up to its lines', () => {
  const segment = { pack: 'x.pack', offset: 0, sizeBytes: 9, lines: 4, hash: '0'.repeat(64) };
  const scrollback = { format: 'stet-lines-1', mode: 'full', dropped: 0 } as const;
  const torn = withPanes((pane, id) =>
    id === A ? { ...pane, scrollback: { ...scrollback, lines: 5, segments: [segment] } } : pane,
  );
  const whole = withPanes((pane) => ({
    ...pane,
    scrollback: { ...scrollback, lines: 8, segments: [segment, segment] },
  }));
  expect(codesOf(torn)).toEqual([`SCROLLBACK_TORN ${A}`]);
  expect(codesOf(whole)).toEqual([]);
});
