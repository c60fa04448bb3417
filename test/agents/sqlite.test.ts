import { open, readFile, stat, writeFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stampOfAll } from '../../src/os/file-stamp.ts';
import { readTable } from '../../src/os/sqlite.ts';
import { until } from '../../src/os/until.ts';
import { needs } from '../hosts/requirements.ts';
import { World } from './world.ts';

needs('python3');

const SCRIPT = `c = sqlite3.connect(db + 'x')
c.execute('pragma page_size=512')
c.execute('pragma journal_mode=wal')
c.execute("create table t(id text primary key, \\"a b\\" int default (1), [big] text, constraint u unique(id, big))")
for i in range(500): c.execute('insert into t values(?,?,?)', (f'k{i}', i * 1000003 - 7, 'ä' * (i * 13 % 1500)))
c.commit()
c.execute('pragma wal_checkpoint(truncate)')
c.execute('alter table t add column late real')
c.execute("update t set late = id * 0.5, big = 'neu' where id in ('k3', 'k499')")
c.execute("delete from t where id = 'k4'")
c.commit()
shutil.copy(db + 'x', db)
shutil.copy(db + 'x-wal', db + '-wal')
os._exit(0)`;

const COLUMNS = ['id', 'a b', 'big', 'late', 'none'];

test('a table is read as its last commit left it: overflow, log, added columns and all', async () => {
  await using world = await World.make();
  await world.database('t.db', SCRIPT);
  const before = await Promise.all([stat(world.path('t.db')), stat(world.path('t.db-wal'))]);
  const found = await readTable(world.path('t.db'), 't', COLUMNS);
  const rows = found.kind === 'rows' ? found.rows : [];
  expect(rows).toHaveLength(499);
  const row = (id: string): unknown => rows.find((own) => own['id'] === id);
  expect(row('k3')).toEqual({ id: 'k3', 'a b': 3_000_002, big: 'neu', late: 0, none: null });
  expect(row('k4')).toBeUndefined();
  expect(row('k100')).toMatchObject({ 'a b': 100_000_293, big: 'ä'.repeat(1_300), late: null });
  const after = await Promise.all([stat(world.path('t.db')), stat(world.path('t.db-wal'))]);
  expect(after.map(({ mtimeMs }) => mtimeMs)).toEqual(before.map(({ mtimeMs }) => mtimeMs));
  expect((await readTable(world.path('t.db'), 'other', ['id'])).kind).toBe('unreadable');
  expect((await readTable(world.path('no.db'), 't', ['id'])).kind).toBe('missing');
});

test('a database that is cut off or spoilt anywhere is read or refused, never a crash or a hang', async () => {
  await using world = await World.make();
  await world.database('t.db', SCRIPT);
  const whole = await readFile(world.path('t.db'));
  const spots = fc.record({
    cut: fc.nat(whole.length),
    at: fc.nat(whole.length - 1),
    byte: fc.nat(255),
  });
  await fc.assert(
    fc.asyncProperty(spots, async ({ cut, at, byte }) => {
      const spoilt = Buffer.from(whole);
      spoilt[at] = byte;
      await writeFile(world.path('t.db'), byte % 2 === 0 ? spoilt.subarray(0, cut) : spoilt);
      const { kind } = await readTable(world.path('t.db'), 't', COLUMNS);
      expect(['rows', 'unreadable']).toContain(kind);
    }),
  );
});

test('an open writer is neither waited for nor disturbed', async () => {
  await using world = await World.make();
  await world.database('t.db', SCRIPT);
  const writer = await open(world.path('t.db'), 'r+');
  try {
    const found = await readTable(world.path('t.db'), 't', ['id']);
    expect(found.kind).toBe('rows');
  } finally {
    await writer.close();
  }
});

test('rows of a database that has not changed are kept, and a commit of any kind is seen', async () => {
  await using world = await World.make();
  const path = world.path('t.db');
  const run = async (...statements: readonly string[]): Promise<void> => {
    const work = statements.map((text) => `c.execute(${JSON.stringify(text)})`).join('\n');
    await world.database('t.db', `c = sqlite3.connect(db)\n${work}\nc.commit()\nos._exit(0)`);
  };
  const titles = async (): Promise<unknown> => {
    const found = await readTable(path, 't', ['title']);
    return found.kind === 'rows' ? found.rows.map(({ title }) => title) : found;
  };
  await run('pragma journal_mode=wal', 'create table t(title text)', "insert into t values('one')");
  await until(() => stampOfAll([path, `${path}-wal`]).isSettled, {
    signal: AbortSignal.timeout(15_000),
  });
  const first = await readTable(path, 't', ['title']);
  expect(await readTable(path, 't', ['title'])).toBe(first);
  expect(await readTable(path, 't', ['none'])).not.toBe(first);
  await run("update t set title = 'two'");
  expect(await titles()).toEqual(['two']);
  await run('pragma wal_checkpoint(truncate)', "update t set title = 'six'");
  expect(await titles()).toEqual(['six']);
  await run(
    'pragma wal_checkpoint(truncate)',
    'pragma journal_mode=delete',
    "update t set title = 'ten'",
  );
  expect(await titles()).toEqual(['ten']);
});
