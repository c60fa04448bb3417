import { A, B, both, DAY, springAll, type Trap, YOUNG } from './trap.ts';
import { BOOT, PID, START, type World } from './world.ts';

const qwenFile = `.qwen/sessions/${PID}.json`;
const copilotLock = (id: string, pid = PID): string =>
  `.copilot/session-state/${id}/inuse.${pid}.lock`;

function copilotSessions(...locks: readonly string[]) {
  return async (world: World): Promise<void> => {
    for (const id of [A, B]) await world.file(`.copilot/session-state/${id}/events.jsonl`, '{}\n');
    for (const lock of locks) await world.file(lock, '');
  };
}

function copilotLog(agoMs: number, ...shown: readonly string[]) {
  return async (world: World): Promise<void> => {
    const lines = shown.map((id) => `x [INFO] Registering foreground session: ${id}\n`);
    await world.file(`.copilot/logs/process-${Date.now() - agoMs}-${PID}.log`, lines.join(''));
  };
}

function qwenSessions(content: unknown) {
  return async (world: World): Promise<void> => {
    for (const id of [A, B]) await world.file(`.qwen/projects/p/chats/${id}.jsonl`, '{}\n');
    await world.file(qwenFile, content);
  };
}

const geminiHead = `{"sessionId":"${A}","projectHash":"0","kind":"main"}`;
const geminiSaid = `{"id":"1","timestamp":"${new Date().toISOString()}","type":"user","content":[{"text":"x"}]}`;

function geminiChat(...lines: readonly string[]) {
  const path = `.gemini/tmp/p/chats/session-x-${A.slice(0, 8)}.jsonl`;
  return async (world: World): Promise<void> => world.file(path, `${lines.join('\n')}\n`);
}

const otherTraps: readonly Trap[] = [
  {
    name: 'its lock',
    shown: A,
    ends: 'right',
    found: { agent: 'copilot' },
    lay: copilotSessions(copilotLock(A)),
  },
  {
    name: 'a lock of an earlier process',
    shown: B,
    ends: 'offered',
    found: { agent: 'copilot', words: [`--resume=${A}`] },
    lay: both(copilotSessions(copilotLock(A)), async (world) => world.written(copilotLock(A), DAY)),
  },
  {
    name: 'two locks',
    shown: B,
    ends: 'offered',
    found: { agent: 'copilot' },
    lay: copilotSessions(copilotLock(A), copilotLock(B)),
  },
  {
    name: 'a lock of another process',
    shown: B,
    ends: 'offered',
    found: { agent: 'copilot' },
    lay: copilotSessions(copilotLock(A, PID + 1)),
  },
  {
    name: 'no lock yet, and its log',
    shown: B,
    ends: 'right',
    found: { agent: 'copilot', words: [`--resume=${A}`] },
    lay: both(copilotSessions(), copilotLog(0, A, B)),
  },
  {
    name: 'the log of an earlier process',
    shown: B,
    ends: 'offered',
    found: { agent: 'copilot' },
    lay: both(copilotSessions(), copilotLog(DAY, A)),
  },
  {
    name: 'two locks, whatever its log says',
    shown: B,
    ends: 'offered',
    found: { agent: 'copilot' },
    lay: both(copilotSessions(copilotLock(A), copilotLock(B)), copilotLog(0, A)),
  },
  {
    name: 'its session file',
    shown: A,
    ends: 'right',
    found: { agent: 'qwen' },
    lay: qwenSessions({ sessionId: A, procStart: `${BOOT}:${START}` }),
  },
  {
    name: 'a file of another boot',
    shown: B,
    ends: 'offered',
    found: { agent: 'qwen', words: ['--resume', A] },
    lay: qwenSessions({ sessionId: A, procStart: `x:${START}` }),
  },
  {
    name: 'half a file',
    shown: B,
    ends: 'offered',
    found: { agent: 'qwen', words: ['--resume', A] },
    lay: qwenSessions(`{"sessionId":"${A}"`),
  },
  {
    name: 'old words alone',
    shown: B,
    ends: 'offered',
    found: { agent: 'gemini', words: ['--resume', A] },
    lay: geminiChat(geminiHead, geminiSaid),
  },
  {
    name: 'words that still hold',
    shown: A,
    ends: 'right',
    found: { agent: 'gemini', words: ['--resume', A], ageMs: YOUNG },
    lay: geminiChat(geminiHead, geminiSaid),
  },
  {
    name: 'a chat whose first line another gemini deleted',
    shown: A,
    ends: 'offered',
    found: { agent: 'gemini', words: ['--resume', A], ageMs: YOUNG },
    lay: geminiChat(geminiSaid),
  },
  {
    name: 'a chat in which nothing was said, anew under its id',
    shown: A,
    ends: 'right',
    found: { agent: 'gemini', words: ['--session-id', A], ageMs: YOUNG },
    lay: geminiChat(geminiHead, '{"$set":{"messages":[]}}'),
  },
  { name: 'nothing at all', shown: B, ends: 'offered', found: { agent: 'pi' } },
  {
    name: 'an agent that nobody could try',
    shown: B,
    ends: 'offered',
    found: { agent: 'crush', words: ['--session', A], ageMs: YOUNG },
  },
];

springAll(otherTraps);
