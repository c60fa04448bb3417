import { join } from 'node:path';
import { expect, test } from 'vitest';
import { needs } from '../hosts/requirements.ts';
import { World } from '../sessions/world.ts';
import { needsAgents } from './agent-lab.ts';

needs('unshare');
needsAgents('opencode');

const OPENCODE = join(import.meta.dirname, '..', '..', '.cache', 'agents', 'bin', 'opencode');

test('opencode draws its start screen in a session, and every question of it is answered', async () => {
  await using world = await World.open();
  // It leaves its libraries in the folder for temporary files.
  await world.spawn('agent', 'env', `TMPDIR=${world.home}`, 'unshare', '-rn', OPENCODE);
  await world.see('agent', 'Ask anything');
  expect((await world.status('agent')).unanswered).toEqual([]);
});
