import { expect, test } from 'vitest';
import { type Found, World } from './world.ts';

/** Two conversations: the first is what evidence points at, the second is something else. */
export const A = 'aaaaaaaa-1111-4111-8111-111111111111';
export const B = 'bbbbbbbb-2222-4222-8222-222222222222';

/** The age of a process whose words still hold. */
export const YOUNG = 3_000;
export const DAY = 86_400_000;

/**
 * One trap. `shown` is what the agent really has on its screen ('' is its home screen); `ends`
 * says whether a restore may find that out. Whatever the case: what runs by itself is right.
 */
export interface Trap {
  readonly name: string;
  readonly shown: string;
  readonly ends: 'right' | 'offered';
  readonly found: Found;
  readonly lay?: (world: World) => Promise<void>;
}

/** Lays one thing after the other. */
export function both(
  ...lay: readonly ((world: World) => Promise<void>)[]
): (world: World) => Promise<void> {
  return async (world: World): Promise<void> => {
    for (const one of lay) await one(world);
  };
}

/** A test for every trap: it ends as right or as an offer, as it says. */
export function springAll(traps: readonly Trap[]): void {
  test.each(traps.map((trap) => [trap.found.agent, trap.name, trap.ends, trap] as const))(
    '%s, %s: %s',
    async (_, __, ends, { found, lay, shown }) => {
      await using world = await World.make();
      await lay?.(world);
      const fate = await world.fateOf(found);
      const isRight = fate.id === shown && fate.words.some((word) => word.includes(shown));
      const runs = isRight ? 'right' : 'wrong';
      const outcome = { run: runs, prompt: 'offered' }[fate.policy] ?? fate.policy;
      expect({ ...fate, outcome }).toMatchObject({ outcome: ends });
    },
  );
}
