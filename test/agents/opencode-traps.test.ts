import { needs } from '../hosts/requirements.ts';
import { both, springAll, type Trap, YOUNG } from './trap.ts';
import { BOOT, type Found, PID, START, type World } from './world.ts';

needs('python3');

const opencode = 'opencode';

const DATABASE = '.local/share/opencode/opencode.db';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly parent?: string;
}

const TABLE =
  'create table session(id text primary key, parent_id text, directory text, title text)';

function rows(...given: readonly Row[]): string {
  return given
    .map(({ id, title, parent }) => {
      const values = [id, parent ?? null, title].map((value) =>
        value === null ? 'None' : JSON.stringify(value),
      );
      return `c.execute("insert into session values(?,?,'/p',?)", (${values.join(', ')}))`;
    })
    .join('\n');
}

function sessions(...given: readonly Row[]) {
  return async (world: World): Promise<void> =>
    world.database(
      DATABASE,
      `c = sqlite3.connect(db)\nc.execute("${TABLE}")\n${rows(...given)}\nc.commit()`,
    );
}

/** The rows are in the write-ahead log alone, as they are while opencode runs. */
function logged(...given: readonly Row[]) {
  const script = `c = sqlite3.connect(db + 'x')
c.execute('pragma journal_mode=wal')
c.execute("${TABLE}")
c.execute('pragma wal_checkpoint(truncate)')
${rows(...given)}
c.commit()
shutil.copy(db + 'x', db)
shutil.copy(db + 'x-wal', db + '-wal')
os._exit(0)`;
  return async (world: World): Promise<void> => world.database(DATABASE, script);
}

const ONE: Row = { id: 'ses_one', title: 'one' };
const TWO: Row = { id: 'ses_two', title: 'two' };
const LONG = 'a title that is so long that it must be shortened';
const REGISTRY = `.local/state/stet/agents/opencode-${PID}.json`;
const entry = {
  v: 1,
  agent: opencode,
  sessionId: 'ses_one',
  procStart: String(START),
  bootId: BOOT,
};

function observed(content: unknown) {
  return both(sessions(ONE, TWO), async (world) => world.file(REGISTRY, content));
}

const on = (title: string, more: Partial<Found> = {}): Found => ({
  agent: opencode,
  title,
  ...more,
});

const opencodeTraps: readonly Trap[] = [
  {
    name: 'a title that one session has',
    shown: 'ses_one',
    ends: 'right',
    found: on('OC | one'),
    lay: sessions(ONE, TWO),
  },
  {
    name: 'started with another session, then switched',
    shown: 'ses_two',
    ends: 'right',
    found: on('OC | two', { words: ['-s', 'ses_one'] }),
    lay: sessions(ONE, TWO),
  },
  {
    name: 'a subagent on the screen',
    shown: 'ses_one',
    ends: 'right',
    found: on('OC | child'),
    lay: sessions(ONE, { id: 'ses_kid', title: 'child', parent: 'ses_one' }),
  },
  {
    name: 'a shortened title',
    shown: 'ses_long',
    ends: 'right',
    found: on(`OC | ${LONG.slice(0, 37)}…`),
    lay: sessions(ONE, { id: 'ses_long', title: LONG }),
  },
  {
    name: 'a title like a title',
    shown: 'ses_oc',
    ends: 'right',
    found: on('OC | OC | one'),
    lay: sessions(ONE, { id: 'ses_oc', title: 'OC | one' }),
  },
  {
    name: 'a title like the home screen’s',
    shown: 'ses_home',
    ends: 'right',
    found: on('OC | OpenCode'),
    lay: sessions(ONE, { id: 'ses_home', title: 'OpenCode' }),
  },
  { name: 'the home screen', shown: '', ends: 'right', found: on('OpenCode'), lay: sessions(ONE) },
  {
    name: 'a row that is in the log alone',
    shown: 'ses_one',
    ends: 'right',
    found: on('OC | one'),
    lay: logged(ONE, TWO),
  },
  {
    name: 'a log whose last frame is torn off',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | one'),
    lay: both(logged(ONE, TWO), async (world) => world.cut(`${DATABASE}-wal`, 3_000)),
  },
  {
    name: 'a log of another database',
    shown: 'ses_one',
    ends: 'right',
    found: on('OC | one'),
    lay: both(sessions(ONE, TWO), async (world) =>
      world.file(`${DATABASE}-wal`, 'x'.repeat(9_000)),
    ),
  },
  {
    name: 'just started with the session of its title',
    shown: 'ses_one',
    ends: 'right',
    found: on('OC | one', { words: ['-s', 'ses_one'], ageMs: YOUNG }),
    lay: sessions(ONE, TWO),
  },
  {
    name: 'a database elsewhere',
    shown: 'ses_one',
    ends: 'right',
    found: on('OC | one', { environment: { OPENCODE_DB: '../other/x.db' } }),
    lay: both(sessions({ id: 'ses_not', title: 'one' }), async (world) =>
      world.database(
        '.local/share/other/x.db',
        `c = sqlite3.connect(db)\nc.execute("${TABLE}")\n${rows(ONE)}\nc.commit()`,
      ),
    ),
  },
  {
    name: 'an observer',
    shown: 'ses_one',
    ends: 'right',
    found: on('OC | two'),
    lay: observed(entry),
  },
  {
    name: 'an observer on the home screen, and an old title',
    shown: '',
    ends: 'right',
    found: on('OC | two'),
    lay: observed({ ...entry, sessionId: null }),
  },
  {
    name: 'an observer’s file of an earlier process',
    shown: 'ses_two',
    ends: 'right',
    found: on('OC | two'),
    lay: observed({ ...entry, procStart: '7' }),
  },
  {
    name: 'an observer’s file of an earlier boot',
    shown: 'ses_two',
    ends: 'right',
    found: on('OC | two'),
    lay: observed({ ...entry, bootId: 'x' }),
  },
  {
    name: 'an observer that has ended',
    shown: 'ses_two',
    ends: 'offered',
    found: on('', { words: ['-s', 'ses_one'] }),
    lay: observed({ ...entry, endedAt: 1 }),
  },
  {
    name: 'half an observer’s file',
    shown: 'ses_two',
    ends: 'offered',
    found: on('OC | two'),
    lay: observed('{"v":1'),
  },
  {
    name: 'an observer of a newer form',
    shown: 'ses_two',
    ends: 'offered',
    found: on('', { words: ['-s', 'ses_one'] }),
    lay: observed({ ...entry, v: 2 }),
  },
  {
    name: 'two sessions of one title',
    shown: 'ses_two',
    ends: 'offered',
    found: on('OC | one'),
    lay: sessions(ONE, { ...TWO, title: 'one' }),
  },
  {
    name: 'two sessions of one title, started with the other',
    shown: 'ses_two',
    ends: 'offered',
    found: on('OC | one', { words: ['-s', 'ses_one'] }),
    lay: sessions(ONE, { ...TWO, title: 'one' }),
  },
  {
    name: 'two titles that are shortened to one',
    shown: 'ses_b',
    ends: 'offered',
    found: on(`OC | ${LONG.slice(0, 37)}…`),
    lay: sessions({ id: 'ses_a', title: `${LONG}!` }, { id: 'ses_b', title: LONG }),
  },
  {
    name: 'a subagent of the same title',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | one'),
    lay: sessions(ONE, { id: 'ses_kid', title: 'one', parent: 'ses_two' }, TWO),
  },
  {
    name: 'a title that no session has',
    shown: 'ses_two',
    ends: 'offered',
    found: on('OC | three'),
    lay: sessions(ONE, TWO),
  },
  {
    name: 'a title left over from an earlier program',
    shown: '',
    ends: 'offered',
    found: on('OC | one', { ageMs: YOUNG }),
    lay: sessions(ONE, TWO),
  },
  {
    name: 'a title that the agent does not set',
    shown: 'ses_two',
    ends: 'offered',
    found: on('OC | one', { environment: { OPENCODE_DISABLE_TERMINAL_TITLE: '1' } }),
    lay: sessions(ONE, TWO),
  },
  {
    name: 'no title, and old words',
    shown: 'ses_two',
    ends: 'offered',
    found: on('', { words: ['--session', 'ses_one'] }),
    lay: sessions(ONE, TWO),
  },
  {
    name: 'half a database',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | one'),
    lay: both(sessions(ONE, TWO), async (world) => world.cut(DATABASE, 5_000)),
  },
  {
    name: 'an empty database file',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | one'),
    lay: async (world) => world.file(DATABASE, ''),
  },
  {
    name: 'a database that is none',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | one'),
    lay: async (world) => world.file(DATABASE, 'x'.repeat(9_999)),
  },
  {
    name: 'a database of a newer form',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | one'),
    lay: async (world) =>
      world.database(
        DATABASE,
        'c = sqlite3.connect(db)\nc.execute("create table sessions(id text)")\nc.commit()',
      ),
  },
  {
    name: 'a database without titles',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | one'),
    lay: async (world) =>
      world.database(
        DATABASE,
        'c = sqlite3.connect(db)\nc.execute("create table session(id text)")\nc.execute("insert into session values(1)")\nc.commit()',
      ),
  },
  {
    name: 'a database in a folder that is a link to itself',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | one', { words: ['-s', 'ses_two'] }),
    lay: async (world) => world.loop('.local/share/opencode'),
  },
  {
    name: 'an id that is a flag',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | evil'),
    lay: sessions(ONE, { id: '--prompt=x', title: 'evil' }),
  },
  {
    name: 'an id with a command in it',
    shown: 'ses_one',
    ends: 'offered',
    found: on('OC | evil'),
    lay: sessions(ONE, { id: 'ses_x;reboot', title: 'evil' }),
  },
  {
    name: 'a title with SQL in it',
    shown: 'ses_sql',
    ends: 'right',
    found: on(`OC | x' or '1'='1`),
    lay: sessions(ONE, { id: 'ses_sql', title: `x' or '1'='1` }),
  },
];

springAll(opencodeTraps);
