import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Checkpoint } from './checkpoint.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { semanticProblems } from './semantic-checks.ts';
import { arrangement, paneId } from './testing/arrangement.ts';
import { checkpointOf } from './testing/checkpoint.ts';

const sound = checkpointOf(arrangement({ panes: 2 }));

/** As a file has it. */
function onDisk(change: object = {}): unknown {
  return JSON.parse(JSON.stringify({ ...sound, ...change }));
}

test('what was written is what is read', () => {
  expect(readCheckpoint(onDisk())).toEqual({ kind: 'ok', checkpoint: sound });
});

test('a newer format that this reader may restore is read, without what it does not know', () => {
  const newer = onDisk({ version: 2, minReader: 1, novelty: true });
  expect(readCheckpoint(newer)).toEqual({ kind: 'ok', checkpoint: sound });
});

test('a newer format that needs a newer reader is named, and its header is told', () => {
  const { id, seq, workspace } = sound;
  expect(readCheckpoint(onDisk({ version: 9, minReader: 8, panes: 'unheard of' }))).toMatchObject({
    kind: 'too-new',
    version: 9,
    header: { id, seq, workspace },
  });
});

test.each([
  ['nothing', undefined],
  ['an empty object', {}],
  ['a list', []],
  ['a text', 'stet-checkpoint'],
  ['another format', onDisk({ format: 'other' })],
  ['a version that never was', onDisk({ version: 0 })],
  ['no panes', onDisk({ panes: undefined })],
  ['a pane under a bad id', onDisk({ panes: { '%7': sound.panes[paneId(0)] } })],
])('%s is damaged, and the problem says where', (_, data) => {
  const read = readCheckpoint(data);
  expect(read).toMatchObject({ kind: 'damaged' });
  expect(read.kind === 'damaged' && read.problems.join('\n')).toMatch(/^[\w.%]+: \S/);
});

test('one that does not hang together is damaged', () => {
  const [tab = ''] = Object.keys(sound.tabs);
  const torn = onDisk({ tabs: { [tab]: { ...sound.tabs[tab], activePane: paneId(7) } } });
  expect(readCheckpoint(torn)).toEqual({
    kind: 'damaged',
    problems: [`Tab ${tab} points at pane ${paneId(7)} of another tab`],
  });
});

const segment = { pack: 'a.pack', offset: 0, sizeBytes: 9, lines: 1, hash: '0f'.repeat(32) };

test('references to segments are taken just when the schema takes them, and as it takes them', () => {
  const field = fc.constantFrom(...Object.keys(segment), 'novelty');
  const value = fc.oneof(
    fc.constantFrom(-1, 1.5, 2 ** 53, '', 'F0'.repeat(32), `${segment.hash}\n`, null, undefined),
    fc.jsonValue(),
  );
  const changed = fc.tuple(field, value).map(([name, worth]) => ({ ...segment, [name]: worth }));
  const entry = fc.oneof(fc.constant(segment), changed, fc.jsonValue());
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 3 }), (segments) => {
      const { length: lines } = segments;
      const scrollback = { format: 'stet-lines-1', mode: 'full', lines, dropped: 0, segments };
      const pane = { ...sound.panes[paneId(0)], scrollback };
      const data = onDisk({ panes: { ...sound.panes, [paneId(0)]: pane } });
      const read = readCheckpoint(data);
      expect(read.kind === 'ok' ? read.checkpoint : undefined).toEqual(bySchema(data));
    }),
  );
});

/** A checkpoint that the schema alone has judged; undefined for one that is damaged. */
function bySchema(data: unknown): Checkpoint | undefined {
  const { data: checkpoint } = Checkpoint.safeParse(data);
  return checkpoint !== undefined && semanticProblems(checkpoint).length === 0
    ? checkpoint
    : undefined;
}

test('whatever the file holds, reading it answers and never throws', () => {
  const paths = fc.constantFrom(...Object.keys(sound));
  fc.assert(
    fc.property(paths, fc.jsonValue(), (field, junk) => {
      expect(['ok', 'too-new', 'damaged']).toContain(
        readCheckpoint(onDisk({ [field]: junk })).kind,
      );
      expect(readCheckpoint(junk).kind).toBe('damaged');
    }),
  );
});
