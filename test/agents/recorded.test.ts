import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { agents } from '../../src/programs/agents.ts';
import { recordedAgents } from '../../src/programs/recorded/agents.ts';
import { PID, World } from './world.ts';

/** How an agent was seen to be started, and where that is written down. */
const Recording = z.object({
  source: z.string(),
  argv: z.array(z.string()).min(1),
  isHelper: z.boolean().default(false),
  id: z.string().default(''),
  offered: z.array(z.string()).default([]),
});

const path = join(import.meta.dirname, 'fixtures', 'recorded-agents.json');
const recordings = z.array(Recording).parse(JSON.parse(readFileSync(path, 'utf8')));

test.each(recordings.map((recording) => [recording.argv.join(' '), recording] as const))(
  '%s: only offered, or no conversation at all',
  async (_, { argv, isHelper, id, offered }) => {
    const process = { epoch: { bootId: '', pid: PID, startTime: 0 }, ageMs: 1_000, argv };
    const seen = { ...process, executable: argv[0] ?? '', cwd: '/', environment: new Map() };
    const agent = agents.find((candidate) => candidate.detect(seen));
    expect(agent?.evidence).toBe(isHelper ? undefined : 'recorded');
    if (agent === undefined) return;
    await using world = await World.make();
    const fate = await world.fateOf({ agent: agent.name, argv, ageMs: 1_000 });
    expect(fate).toMatchObject({ policy: 'prompt', id, words: offered });
  },
);

test('there is a recording of every agent that could not be tried', () => {
  const told = new Set(recordings.map(({ argv }) => basename(argv[0] ?? '')));
  expect(recordedAgents.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
});
