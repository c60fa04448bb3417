import { expect, test } from 'vitest';
import { fakeStet, type FakeWorld } from './testing/fake-stet.ts';
import { runStet } from './testing/run-stet.ts';
import { OLDER, plannedActions } from './testing/saved-world.ts';

const failed = [
  { level: 'pane' as const, id: 'p_0000000009', name: 'api:1.9', because: 'HOST_DIED' },
];

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split('\n');
}

test('save ends in one summary line', async () => {
  const { exitCode, stdout, stderr } = await runStet(['save', 'work']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toBe('Saved work: 1 window, 2 tabs, 4 panes, 12,431 lines\n');
});

test('a save without one of its hosts says which, gives the fix and exits 3', async () => {
  const client = fakeStet({ hasSilentHost: true });
  const { exitCode, stderr } = await runStet(['save'], { client });
  expect(exitCode).toBe(3);
  expect(linesOf(stderr)).toEqual([
    'note: tmux did not answer within 5000 ms (tmux:/run/tmux/stuck)',
    '      Its last saved state was kept; save again when it responds',
  ]);
});

test('a restore reports what differs, what was kept and how to take it back', async () => {
  const { exitCode, stdout } = await runStet(['restore', 'work']);
  expect(exitCode).toBe(0);
  expect(linesOf(stdout)).toEqual([
    'approximated  pane api:1.2  The directory /gone is missing: opened in /',
    '                            → Create it and run "stet restore" again',
    '1 of 2 kinds, 19 of 20 facts kept',
    '  lost  directory  api:1.2  /gone → /',
    `Restored 1 window, 2 panes (1 approximated); take it back with "stet undo ${OLDER}"`,
  ]);
});

async function exitCodeOf(report: FakeWorld['report']): Promise<number> {
  return (await runStet(['restore'], { client: fakeStet({ report }) })).exitCode;
}

test('a restore exits 3 when something failed or was missing, and 0 when it was there already', async () => {
  const done = failed.map(({ level, id, name }) => ({ level, id, name }));
  expect(await exitCodeOf({ failed })).toBe(3);
  expect(await exitCodeOf({ skipped: failed })).toBe(3);
  expect(await exitCodeOf({ skipped: done })).toBe(0);
});

test('what failed is named even when nobody said why in words', async () => {
  const { stdout } = await runStet(['restore'], { client: fakeStet({ report: { failed } }) });
  expect(stdout).toContain('failed        pane api:1.9  HOST_DIED');
  expect(stdout).toContain('(1 approximated, 1 failed)');
});

test('a dry run prints the steps, and the line it offers applies exactly them', async () => {
  const argv = ['--colour', 'never', 'restore', 'work', '--dry-run', '--replace', '--only', 'api'];
  const { exitCode, stdout } = await runStet(argv);
  expect(exitCode).toBe(0);
  const lines = linesOf(stdout);
  expect(lines.slice(0, 2)).toEqual([
    'open window   api  /srv/api: bash  tmux:/run/tmux/default',
    'close window  api  /srv/api: bash  tmux:/run/tmux/default',
  ]);
  const offer = lines.at(-1)?.replace('Apply exactly this: stet ', '').split(' ') ?? [];
  const flags = ['--colour', 'never', 'work', '--replace', '--only', 'api'];
  expect(offer).toEqual(['restore', '--plan', 'abc123', ...flags]);
  expect((await runStet(offer)).stdout).toContain('Restored');
});

test('a plan that has gone stale is refused with the code of the table', async () => {
  expect(await runStet(['restore', '--plan', 'old'])).toMatchObject({ exitCode: 6, stdout: '' });
});

test('words of an offered line that a shell would act on are quoted', async () => {
  const { stdout } = await runStet([
    'restore',
    '--dry-run',
    '--only',
    'api',
    '--only',
    "it's $(x)",
    '--only=a\u001B',
  ]);
  expect(stdout).toContain(String.raw`--only 'it'\''s $(x)' $'--only=a\x1b'`);
});

test('undo says what it took back', async () => {
  const { stdout } = await runStet(['undo']);
  expect(linesOf(stdout).at(-1)).toBe('Undone: 1 window, 2 panes (1 approximated)');
  const { stdout: dry } = await runStet(['undo', '--dry-run']);
  expect(dry).toContain('Apply exactly this: stet undo\n');
});

test('list marks a workspace whose newest save is suspect, and says what restore takes', async () => {
  const { stdout } = await runStet(['list']);
  expect(linesOf(stdout)).toEqual([
    'WORKSPACE  SAVED        WINDOWS  TABS  PANES   LINES  CHECKPOINTS  STATUS',
    `work       3 hours ago        1     2      4  12,431            2  suspect: shrink; restore takes ${OLDER}`,
    '',
    '1 workspace saved',
  ]);
});

test('log shows as many of the newest checkpoints as it was asked for', async () => {
  expect(linesOf((await runStet(['log'])).stdout).at(-1)).toBe('2 checkpoints');
  expect(linesOf((await runStet(['log', '--limit', '1'])).stdout).at(-1)).toBe('1 checkpoint');
});

test('show draws hosts, windows, tabs, layouts and panes as one tree', async () => {
  const { stdout } = await runStet(['show', 'work']);
  expect(linesOf(stdout)).toEqual([
    'work  01JD2QXW5T0000000000000001  saved 3 hours ago (manual)  suspect: shrink',
    'tmux:/run/tmux/default  3.4',
    '└─ api',
    '   ├─ 1 editor  200×50  side by side  active  zoomed',
    "   │  ├─ 60%  /srv/api  vim 'a b.ts'  run  1,234 lines  active  p_0000000001",
    '   │  └─ 40%  one above the other',
    '   │     ├─ 50%  /srv/api  /bin/bash  run  1,234 lines  p_0000000002',
    '   │     └─ 50%  /var/log  tail -f syslog  run  1,234 lines  zoomed  p_0000000003',
    '   └─ 3 top  200×50',
    '      └─ /  htop  run  1,234 lines  p_0000000004',
    '1 window, 2 tabs, 4 panes, 4,936 lines',
  ]);
});

test('saved lines have colours on a terminal and with --colour=always, and are plain elsewhere', async () => {
  const show = ['show', '--pane', 'api:1.1'];
  const coloured = '\u001B[31mred\u001B[0m plain\n';
  expect((await runStet(show, { isTerminal: true })).stdout).toBe(coloured);
  expect((await runStet([...show, '--colour=always'])).stdout).toBe(coloured);
  expect((await runStet(show)).stdout).toBe('red plain\n');
});

test('diff marks what came, what went and what is another', async () => {
  const { stdout } = await runStet(['diff', 'work']);
  expect(linesOf(stdout)).toEqual([
    '+  pane api:1.3             /srv: htop',
    '-  pane api:1.4             /srv: bash',
    '~  pane api:1.1  directory  /a → /b',
    '',
    'work → live: 1 added, 1 removed, 1 changed; 19 of 20 facts alike',
  ]);
  expect((await runStet(['diff', 'work', 'work'])).stdout).toBe('work → work: no differences\n');
});

test('delete asks on a terminal and takes no for an answer', async () => {
  const no = await runStet(['delete', 'work'], { isTerminal: true, answer: false });
  expect(no).toMatchObject({ exitCode: 130, stdout: '' });
  expect(no.questions).toEqual(['Delete the workspace work and 2 checkpoints?']);
  const yes = await runStet(['delete', OLDER], { isTerminal: true, answer: true });
  expect(yes).toMatchObject({ exitCode: 0, stdout: 'Deleted 2 checkpoints, 1.2 MB freed\n' });
  expect(yes.questions).toEqual([`Delete the checkpoint ${OLDER}?`]);
});

test('delete in a script needs --yes', async () => {
  const refused = await runStet(['delete', 'work']);
  expect(refused).toMatchObject({ exitCode: 2, stdout: '', questions: [] });
  expect(refused.stderr).toContain('--yes');
  const json = await runStet(['delete', 'work', '--json'], { isTerminal: true, answer: true });
  expect(json).toMatchObject({ exitCode: 2, questions: [] });
  expect((await runStet(['delete', 'work', '--yes'])).exitCode).toBe(0);
});

test('status shows the hosts and tells those that do not answer', async () => {
  const { exitCode, stdout } = await runStet(['status'], {
    client: fakeStet({ hasSilentHost: true }),
  });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/tmux:\/run\/tmux\/stuck +0 +0 +0 +unreachable/);
  expect(linesOf(stdout)).toContain('2 hosts, 1 of them without an answer');
});

test.each([
  [['save']],
  [['restore']],
  [['restore', '--dry-run']],
  [['undo']],
  [['list']],
  [['log']],
  [['show']],
  [['diff', 'work']],
  [['status']],
  [['rename', 'work', 'other']],
  [['delete', 'work', '--yes']],
  [['config']],
])('%j --json prints exactly the answer and nothing for people', async (argv) => {
  const client = fakeStet({ hasSilentHost: true });
  const { stdout, stderr } = await runStet([...argv, '--json'], { client, isTerminal: true });
  expect(stderr).toBe('');
  expect(typeof JSON.parse(stdout)).toBe('object');
  expect(stdout).not.toContain('\u001B');
});

test('JSON carries absolute times, whole ids and plain numbers', async () => {
  const { stdout } = await runStet(['restore', '--dry-run', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ plan: { hash: 'abc123', actions: plannedActions() } });
  expect(JSON.parse((await runStet(['list', '--json'])).stdout)).toMatchObject([
    {
      name: 'work',
      current: { createdAt: '2026-03-01T09:30:00Z', lines: 12_431 },
      lastGood: OLDER,
    },
  ]);
});
