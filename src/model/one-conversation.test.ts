import { expect, test } from 'vitest';
import type { Checkpoint, Pane } from './checkpoint.ts';
import { withOneOwner } from './one-conversation.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { arrangement, paneId } from './testing/arrangement.ts';
import { checkpointOf } from './testing/checkpoint.ts';

const ids = [paneId(0), paneId(1), paneId(2)] as const;

type Certainty = NonNullable<Pane['conversation']>['certainty'];

/** A pane for each certainty, all of them with one conversation. */
function sharing(...certainties: readonly Certainty[]): Checkpoint {
  const claim = (certainty: Certainty): Partial<Pane> => ({
    kind: 'agent',
    conversation: {
      agent: 'claude',
      id: 'one',
      certainty,
      via: '',
      isStored: true,
      environment: {},
    },
    restore: { policy: 'run', argv: ['claude', '--resume', 'one'], rule: 'agent_policy' },
  });
  const pane = (plain: Pane, id: string): Pane => ({
    ...plain,
    ...claim(certainties[ids.findIndex((known) => known === id)] ?? 'guess'),
  });
  return checkpointOf(arrangement({ panes: certainties.length, pane }));
}

function policies(panes: Checkpoint['panes']): readonly string[] {
  return Object.values(panes).map(({ restore }) => restore.policy);
}

test('the first of two panes that are as sure resumes it, the other one offers it', () => {
  const panes = withOneOwner(sharing('exact-live', 'exact-live'));
  expect(policies(panes)).toEqual(['run', 'prompt']);
  expect(panes[ids[1]]).toMatchObject({
    restore: {
      argv: ['claude', '--resume', 'one'],
      rule: 'its conversation is open in another pane',
    },
    conversation: { id: 'one', certainty: 'exact-live' },
  });
});

test('the surest has it, whatever its place', () => {
  expect(policies(withOneOwner(sharing('launch', 'exact-view', 'exact-live')))).toEqual([
    'prompt',
    'prompt',
    'run',
  ]);
});

function leaf(pane: string): Checkpoint['tabs'][string]['layout'] {
  return { type: 'leaf', pane };
}

test('a pane of a host that did not answer gives way to one that is seen now', () => {
  const now = sharing('exact-live', 'launch');
  const [HOST = ''] = Object.keys(now.hosts);
  const [WINDOW = ''] = Object.keys(now.windows);
  const [TAB = ''] = Object.keys(now.tabs);
  const other = { window: 'w_0000000000000009', tab: 't_0000000000000009', host: 'tmux:/other' };
  const tab = now.tabs[TAB]!;
  const { activePane: _, ...plain } = tab;
  const both: Checkpoint = {
    ...now,
    hosts: {
      [HOST]: { ...now.hosts[HOST]!, status: 'stale' },
      [other.host]: now.hosts[HOST]!,
    },
    windows: {
      ...now.windows,
      [other.window]: {
        ...now.windows[WINDOW]!,
        host: other.host,
        tabs: [{ tab: other.tab, index: 0 }],
        activeTab: other.tab,
      },
    },
    tabs: {
      [TAB]: { ...plain, layout: leaf(ids[0]) },
      [other.tab]: { ...plain, layout: leaf(ids[1]) },
    },
  };
  expect(policies(withOneOwner(both))).toEqual(['prompt', 'run']);
});

test('what claims nothing that another has stays the very same', () => {
  const { panes } = sharing('exact-live');
  const only = checkpointOf(arrangement({ pane: (_, id) => panes[id]! }));
  expect(withOneOwner(only)).toBe(only.panes);
});

test('a file from before the rule is read, with the offer in place', () => {
  const read = readCheckpoint(sharing('exact-live', 'exact-live'));
  expect(read.kind === 'ok' && policies(read.checkpoint.panes)).toEqual(['run', 'prompt']);
});
