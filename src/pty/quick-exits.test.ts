import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { processTable } from '../os/process-table.ts';
import { until } from '../os/until.ts';
import { openFiles } from './testing/open-files.ts';
import { PrivateHolder } from './testing/private-holder.ts';

/** The full figure is 10,000; a change of the reader is tried with it. */
const COUNT = Number(process.env['STET_QUICK_EXITS'] ?? 300);
const AT_ONCE = 4;
const LINES = 'head -c 200000 /dev/zero | tr "\\0" x; printf END';
const MS_PER_EXIT = 500;
const PATIENCE_MS = 10_000;

test(
  `${COUNT} commands that end at once lose no byte of what they wrote`,
  async () => {
    await using world = await PrivateHolder.make();
    const before = await openFiles(world.holder.pid);
    const wrong: string[] = [];
    const worker = async (first: number): Promise<void> => {
      for (let index = first; index < COUNT; index += AT_ONCE) {
        const isLong = index % 2 === 0;
        const program = await world.sh(isLong ? LINES : `printf "only ${index} END"; exit 7`);
        await program.untilEnded();
        const expected = isLong ? `${'x'.repeat(200_000)}END` : `only ${index} END`;
        if (program.text !== expected || program.exit?.code !== (isLong ? 0 : 7)) {
          wrong.push(`${index}: ${program.size} bytes, ${JSON.stringify(program.exit)}`);
        }
        await world.holder.forget(program.id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, async (_, first) => worker(first)));
    expect(wrong).toEqual([]);
    // Nothing is left of them either: no descriptor, and no zombie.
    // A terminal is closed a turn after it was forgotten.
    await until(async () => isDeepStrictEqual(await openFiles(world.holder.pid), before), {
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => undefined);
    expect(await openFiles(world.holder.pid)).toEqual(before);
    const children = [...(await processTable()).values()].filter(
      ({ parent }) => parent === world.holder.pid,
    );
    expect(children).toEqual([]);
  },
  20_000 + COUNT * MS_PER_EXIT,
);
