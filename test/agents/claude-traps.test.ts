import { expect, test } from 'vitest';
import { A, B, DAY, springAll, type Trap, YOUNG } from './trap.ts';
import { PID, START, World } from './world.ts';

const claude = 'claude';

const CLAUDE_FILE = `.claude/sessions/${PID}.json`;

function transcripts(...ids: readonly string[]): (world: World) => Promise<void> {
  return async (world) => {
    for (const id of ids) await world.file(`.claude/projects/-project/${id}.jsonl`, '{}\n');
  };
}

function session(content: unknown, more?: (world: World) => Promise<void>) {
  return async (world: World): Promise<void> => {
    await transcripts(A, B)(world);
    await world.file(CLAUDE_FILE, content);
    await more?.(world);
  };
}

const right = { pid: PID, sessionId: A, procStart: String(START) };

const claudeTraps: readonly Trap[] = [
  {
    name: 'its session file',
    shown: A,
    ends: 'right',
    found: { agent: claude },
    lay: session(right),
  },
  {
    name: 'a start time as a number',
    shown: A,
    ends: 'right',
    found: { agent: claude },
    lay: session({ ...right, procStart: START }),
  },
  {
    name: 'a newer file with more in it',
    shown: A,
    ends: 'right',
    found: { agent: claude },
    lay: session({ ...right, v: 9, deep: { x: [1] } }),
  },
  {
    name: 'started with another conversation, then /clear',
    shown: A,
    ends: 'right',
    found: { agent: claude, words: ['--resume', B] },
    lay: session(right),
  },
  {
    name: 'a wall clock that was set back',
    shown: A,
    ends: 'right',
    found: { agent: claude },
    lay: session(right, async (world) => world.written(CLAUDE_FILE, -DAY)),
  },
  {
    name: 'no file yet, just started with a conversation',
    shown: A,
    ends: 'right',
    found: { agent: claude, words: ['--resume', A], ageMs: YOUNG },
    lay: transcripts(A, B),
  },
  {
    name: 'no file yet, just started with "="',
    shown: A,
    ends: 'right',
    found: { agent: claude, words: [`--resume=${A}`], ageMs: YOUNG },
    lay: transcripts(A, B),
  },
  {
    name: 'a file of an earlier process with its pid',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: session({ ...right, procStart: '99' }),
  },
  {
    name: 'a file of an earlier process, and old words',
    shown: B,
    ends: 'offered',
    found: { agent: claude, words: ['--resume', A] },
    lay: session({ ...right, procStart: '99' }),
  },
  {
    name: 'a file of an earlier boot with its pid and start time',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: session(right, async (world) => world.written(CLAUDE_FILE, DAY)),
  },
  {
    name: 'half a file',
    shown: B,
    ends: 'offered',
    found: { agent: claude, words: ['--resume', A] },
    lay: session('{"pid":1,"sessionId":"aaaa'),
  },
  {
    name: 'an empty file',
    shown: B,
    ends: 'offered',
    found: { agent: claude, words: ['--resume', A] },
    lay: session(''),
  },
  {
    name: 'a file of null',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: session('null'),
  },
  {
    name: 'a file with a list',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: session([right]),
  },
  {
    name: 'a file of two megabytes',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: session({ ...right, x: 'x'.repeat(2_000_000) }),
  },
  {
    name: 'an id that is a flag',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: session({ ...right, sessionId: '--dangerously-skip-permissions' }),
  },
  {
    name: 'an id that is a path',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: session({ ...right, sessionId: '../../../etc/passwd' }),
  },
  {
    name: 'an id with a command in it',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: session({ ...right, sessionId: `${A};reboot` }),
  },
  {
    name: 'no start time',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: session({ pid: PID, sessionId: A }),
  },
  {
    name: 'a folder in place of the file',
    shown: B,
    ends: 'offered',
    found: { agent: claude, words: ['--resume', A] },
    lay: async (world) => world.file(`${CLAUDE_FILE}/x`, ''),
  },
  {
    name: 'a file that is a link to itself',
    shown: B,
    ends: 'offered',
    found: { agent: claude, words: ['--resume', A] },
    lay: async (world) => world.loop(CLAUDE_FILE),
  },
  {
    name: 'a home folder that is a link to itself',
    shown: B,
    ends: 'offered',
    found: { agent: claude, words: ['--resume', A] },
    lay: async (world) => world.loop('.claude'),
  },
  {
    name: 'no file of a process that should have one',
    shown: B,
    ends: 'offered',
    found: { agent: claude, words: ['--resume', A] },
    lay: transcripts(A, B),
  },
  {
    name: 'no file and no words',
    shown: B,
    ends: 'offered',
    found: { agent: claude },
    lay: transcripts(A, B),
  },
  {
    name: 'a choice from a list at the start',
    shown: B,
    ends: 'offered',
    found: { agent: claude, words: ['--resume'], ageMs: YOUNG },
    lay: transcripts(A, B),
  },
  {
    name: 'a newest transcript that is another one’s',
    shown: B,
    ends: 'offered',
    found: { agent: claude, words: ['--continue'] },
    lay: transcripts(A, B),
  },
  {
    name: 'no home in its environment',
    shown: B,
    ends: 'offered',
    found: { agent: claude, environment: { HOME: '' } },
    lay: session(right),
  },
];

springAll(claudeTraps);

test('an agent with a home of its own is looked up there, whatever lies in the usual one', async () => {
  await using world = await World.make();
  await session(right)(world);
  await world.file(`other/sessions/${PID}.json`, { ...right, sessionId: B });
  await world.file(`other/projects/p/${B}.jsonl`, '{}\n');
  const fate = await world.fateOf({
    agent: claude,
    environment: { CLAUDE_CONFIG_DIR: world.path('other') },
  });
  expect(fate).toMatchObject({ policy: 'run', id: B, words: ['claude', '--resume', B] });
});

test('a conversation that is gone gives way to a fresh one under its id', async () => {
  await using world = await World.make();
  await world.file(CLAUDE_FILE, right);
  expect(await world.fateOf({ agent: claude })).toMatchObject({
    policy: 'run',
    words: ['claude', '--session-id', A],
  });
});

test.each([
  ['a conversation that another pane has', { isTaken: true }],
  ['a pane that asks for it', { panePolicy: 'prompt' as const }],
  ['an agent whose directory is gone', { missingDirectory: '/gone' }],
])('%s is only offered', async (_, changes) => {
  await using world = await World.make();
  await session(right)(world);
  expect(await world.fateOf({ agent: claude })).toMatchObject({ policy: 'run' });
  expect(await world.fateOf({ agent: claude }, changes)).toMatchObject({ policy: 'prompt' });
});

test('a conversation of long ago is only offered: its last message counts, not the save', async () => {
  await using world = await World.make();
  await session(right)(world);
  const transcript = `.claude/projects/-project/${A}.jsonl`;
  const saidAgo = async (ms: number): Promise<void> =>
    world.file(transcript, { timestamp: new Date(Date.now() - ms).toISOString() });
  await saidAgo(30 * DAY);
  expect(await world.fateOf({ agent: claude })).toMatchObject({ policy: 'prompt' });
  await saidAgo(DAY);
  const oldSave = { ageMs: 30 * DAY };
  expect(await world.fateOf({ agent: claude }, oldSave)).toMatchObject({ policy: 'run' });
  await world.file(transcript, {});
  await world.written(transcript, 30 * DAY);
  expect(await world.fateOf({ agent: claude })).toMatchObject({ policy: 'prompt' });
});
