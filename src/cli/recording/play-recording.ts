import { Scope } from '../../base/scope.ts';
import type { World } from '../command.ts';
import { sleep } from '../sleep.ts';
import { Harmless } from './harmless.ts';
import type { Recording } from './read-recording.ts';

const [CTRL_C, LETTER_Q] = [0x03, 0x71];

/** How to play a recording. */
export interface PlaySetup {
  /** 2 is twice as fast. */
  readonly speed: number;
  /** The longest pause, before the speed counts. */
  readonly idleLimitMs: number;
  readonly world: Pick<World, 'isOutputTerminal' | 'signal' | 'terminal' | 'write'>;
}

/** What was played. */
export interface Played {
  readonly events: number;
  readonly seconds: number;
}

/**
 * Plays a recording where a person looks, and prints it at once elsewhere.
 * @throws the reason of the signal; the terminal is given back in any case
 */
export async function playRecording(
  { moments }: Recording,
  { speed, idleLimitMs, world }: PlaySetup,
): Promise<Played> {
  const isWatched = world.isOutputTerminal;
  const stopped = new AbortController();
  const harmless = new Harmless();
  const signal = AbortSignal.any([world.signal, stopped.signal]);
  // Ctrl-C and q arrive as keys while the terminal is ours.
  await using scope = new Scope();
  const terminal = world.terminal?.takeOver({
    input: (bytes) => {
      if (bytes.some((byte) => byte === CTRL_C || byte === LETTER_Q)) stopped.abort();
    },
    resized: () => undefined,
  });
  if (terminal !== undefined) scope.own(terminal);
  let [beforeMs, played] = [0, 0];
  for (const { atMs, output } of moments) {
    const pauseMs = Math.min(Math.max(atMs - beforeMs, 0), idleLimitMs) / speed;
    if (isWatched) await sleep(pauseMs, signal).catch(() => undefined);
    world.signal.throwIfAborted();
    if (stopped.signal.aborted) break;
    await world.write(harmless.read(output));
    beforeMs = atMs;
    played += 1;
  }
  return { events: played, seconds: beforeMs / 1000 };
}
