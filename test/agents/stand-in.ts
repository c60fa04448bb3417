import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PrivateTmux } from '../hosts/private-tmux.ts';
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

/** What stand-ins noted, in order: `began ID` as one starts, `up ID` once it shows it. */
export async function notesIn(sandbox: Sandbox): Promise<readonly string[]> {
  const text = await readFile(join(sandbox.home, 'starts'), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}

/** The conversations of every start of the stand-in, in order. */
export async function startsIn(sandbox: Sandbox): Promise<readonly string[]> {
  return (await notesIn(sandbox)).flatMap((note) => /^began (.*)/.exec(note)?.[1] ?? []);
}

/** Opens a window of tmux with the stand-in in its shell, and says something in it. */
export async function openStandIn(
  server: PrivateTmux,
  window: number,
  id: string,
  { folder = server.sandbox.home, variables = '' } = {},
): Promise<string> {
  const target = `w:${window}`;
  if (window === 0) await server.tmux('new-session', '-d', '-s', 'w', '-x', '150', '-c', folder);
  else await server.tmux('new-window', '-t', target, '-c', folder);
  await server.type(target, `${variables}claude --session-id ${id}`);
  await server.shows(target, `conversation ${id}`);
  await server.tmux('send-keys', '-t', target, `hello from ${window}`, 'Enter');
  await server.shows(target, `said hello from ${window}`);
  return target;
}
