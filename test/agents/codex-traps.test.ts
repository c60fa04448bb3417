import { both, DAY, springAll, type Trap, YOUNG } from './trap.ts';
import type { World } from './world.ts';

const codex = 'codex';

/** A UUIDv7 that was made so long ago. */
function thread(agoMs: number, tail = '79f2716171b9'): string {
  const time = Math.trunc(Date.now() - agoMs)
    .toString(16)
    .padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-74a0-af72-${tail}`;
}

const SINCE = thread(60_000);
const BEFORE = thread(DAY);
const rollout = (id: string): string =>
  `.codex/sessions/2026/01/02/rollout-2026-01-02T03-04-05-${id}.jsonl`;
const titled = (id: string): string => `${id.slice(0, 29)}...`;

function threads(...ids: readonly string[]) {
  return async (world: World): Promise<void> => {
    for (const id of ids) {
      await world.file(rollout(id), '{}\n');
      await world.written(rollout(id), DAY);
    }
  };
}

const codexTraps: readonly Trap[] = [
  {
    name: 'a thread made since it began',
    shown: SINCE,
    ends: 'right',
    found: { agent: codex, title: titled(SINCE) },
    lay: threads(SINCE, BEFORE),
  },
  {
    name: 'an older thread that is written to',
    shown: BEFORE,
    ends: 'right',
    found: { agent: codex, title: titled(BEFORE) },
    lay: both(threads(SINCE, BEFORE), async (world) => world.written(rollout(BEFORE), 1_000)),
  },
  {
    name: 'an older thread that it was started with',
    shown: BEFORE,
    ends: 'right',
    found: { agent: codex, title: titled(BEFORE), words: ['resume', BEFORE] },
    lay: threads(BEFORE),
  },
  {
    name: 'started with one thread, then /new',
    shown: SINCE,
    ends: 'right',
    found: { agent: codex, title: titled(SINCE), words: ['resume', BEFORE] },
    lay: threads(SINCE, BEFORE),
  },
  {
    name: 'just started with a thread',
    shown: BEFORE,
    ends: 'right',
    found: { agent: codex, words: ['resume', BEFORE], ageMs: YOUNG },
    lay: threads(BEFORE),
  },
  {
    name: 'a title left over from an earlier process',
    shown: '',
    ends: 'offered',
    found: { agent: codex, title: titled(BEFORE) },
    lay: threads(BEFORE),
  },
  {
    name: 'two threads that begin alike',
    shown: SINCE,
    ends: 'offered',
    found: { agent: codex, title: titled(SINCE) },
    lay: threads(SINCE, thread(0, '0123456789ab').replace(/^.{29}/, SINCE.slice(0, 29))),
  },
  {
    name: 'a thread without a file',
    shown: SINCE,
    ends: 'offered',
    found: { agent: codex, title: titled(SINCE) },
    lay: threads(BEFORE),
  },
  {
    name: 'a title that tells nothing',
    shown: SINCE,
    ends: 'offered',
    found: { agent: codex, title: 'project' },
    lay: threads(SINCE),
  },
  {
    name: 'a title that tells nothing, and old words',
    shown: SINCE,
    ends: 'offered',
    found: { agent: codex, title: 'project', words: ['resume', BEFORE] },
    lay: threads(SINCE, BEFORE),
  },
  {
    name: 'a wall clock that was set forward',
    shown: BEFORE,
    ends: 'offered',
    found: { agent: codex, title: titled(BEFORE) },
    lay: threads(BEFORE),
  },
];

springAll(codexTraps);
