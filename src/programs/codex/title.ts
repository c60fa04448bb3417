import type { AgentProcess, Probe } from '../agent.ts';
import type { Archive } from '../archive.ts';
import { wordAfter } from '../probe-argv.ts';
import { rolloutsOf, threadsLike } from './rollouts.ts';

/** The start of a thread's id, a UUIDv7, as the title shows it: 29 of its 36 characters. */
const START_OF_ID = /([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{3,12})/;
/** A thread is made a moment after the process that asks for it. */
const CLOCK_SLACK_MS = 2_000;

/**
 * The title shows the thread's id when `[tui] terminal_title` contains "thread-id". A title
 * outlives its program, so the thread must have to do with this process: made since its start,
 * written since, or named among its words.
 */
export const titleProbe: Probe = async ({ process, title, archive }) => {
  const start = START_OF_ID.exec(title)?.[1];
  if (start === undefined) return undefined;
  const matching = threadsLike(start, { environment: process.environment, archive });
  const [id] = matching;
  if (id === undefined) return { doubt: 'no thread has the id in its title' };
  if (matching.length > 1) return { doubt: 'several threads begin like the id in its title' };
  const certainty = isOfProcess(id, process, archive) ? 'exact-view' : 'guess';
  return { id, certainty, via: 'id in its title' };
};

function isOfProcess(
  id: string,
  { argv, ageMs, environment }: AgentProcess,
  archive: Archive,
): boolean {
  if (wordAfter(argv, ['resume']) === id) return true;
  const startedAt = Date.now() - ageMs - CLOCK_SLACK_MS;
  if (madeAt(id) >= startedAt) return true;
  return rolloutsOf(id, { environment, archive }).some(
    (path) => (archive.changedAt(path) ?? 0) >= startedAt,
  );
}

/** The first 48 bits of a UUIDv7 are milliseconds since 1970. */
function madeAt(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16);
}
