import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../hosts/sandbox.ts';
import { World } from './world.ts';

const STAND_IN = fileURLToPath(new URL('fixtures/stand-in.py', import.meta.url));

/** Conversations of the stand-in. */
export const ONE = 'aaaaaaaa-1111-4111-8111-111111111111';
export const TWO = 'bbbbbbbb-2222-4222-8222-222222222222';

/** Puts a stand-in for claude on the PATH of a sandbox; gives back its path. */
export async function installStandIn(sandbox: Sandbox): Promise<string> {
  const path = sandbox.path('agents', 'claude');
  await mkdir(dirname(path), { recursive: true });
  const program = `#!/usr/bin/python3\n${await readFile(STAND_IN, 'utf8')}`;
  await World.script(path, program);
  await chmod(path, 0o755);
  sandbox.env['PATH'] = `${dirname(path)}:${sandbox.env['PATH'] ?? ''}`;
  return path;
}

/** Where a conversation of the stand-in is kept. */
export function transcriptOf(sandbox: Sandbox, id: string): string {
  return join(sandbox.home, '.claude', 'projects', '-project', `${id}.jsonl`);
}

/** Every start of the stand-in, in order: which conversation, and when in seconds. */
export async function startsIn(
  sandbox: Sandbox,
): Promise<readonly { readonly id: string; readonly at: number }[]> {
  const text = await readFile(join(sandbox.home, 'starts'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [id = '', at] = line.split(' ');
      return { id, at: Number(at) };
    });
}
