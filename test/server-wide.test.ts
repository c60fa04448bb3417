import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import type { Sandbox } from './hosts/sandbox.ts';

needs('tmux');

const NAMES = ['list-buffers', '-F', '#{buffer_name}'] as const;

async function load(server: PrivateTmux, bytes: Buffer, ...name: string[]): Promise<void> {
  const path = server.sandbox.path('to-load');
  await writeFile(path, bytes);
  await server.tmux('load-buffer', ...name, path);
}

async function contentsOf(server: PrivateTmux, name: string): Promise<Buffer> {
  const path = server.sandbox.path('saved-buffer');
  await server.tmux('save-buffer', '-b', name, path);
  return readFile(path);
}

async function allFilesOf({ state }: Sandbox): Promise<string> {
  const entries = await readdir(state, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async ({ parentPath, name }) => readFile(join(parentPath, name)));
  return Buffer.concat(await Promise.all(texts)).toString('latin1');
}

/** Two buffers that tmux has numbered, with a gap before the second, and two that have names. */
async function serverWithBuffers(): Promise<{
  server: PrivateTmux;
  contents: Map<string, Buffer>;
}> {
  const server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work');
  const contents = new Map([
    ['buffer0', Buffer.from('a\0b\xFF\r\n\n', 'latin1')],
    ["it's #{x} $HOME", Buffer.from('#(touch expanded)')],
    ['buffer3', Buffer.from('remember  this 日本')],
    ['buffer1', Buffer.from('named like a number')],
  ]);
  const [zero = Buffer.alloc(0), odd = zero, three = zero, one = zero] = contents.values();
  await load(server, zero);
  await load(server, odd, '-b', "it's #{x} $HOME");
  await load(server, zero);
  await load(server, zero);
  await load(server, three);
  await server.tmux('delete-buffer', '-b', 'buffer1', ';', 'delete-buffer', '-b', 'buffer2');
  await load(server, one, '-b', 'buffer1');
  return { server, contents };
}

test('paste buffers come back byte for byte, in order, when they are to be recorded', async () => {
  const { server: own, contents } = await serverWithBuffers();
  await using server = own;
  const before = await server.tmux(...NAMES);
  const pasted = await server.tmux('show-buffer');
  await server.sandbox.save('work', '--save-paste-buffers');
  await server.kill();
  const { fidelity } = await server.sandbox.restore('work');
  expect(await server.tmux(...NAMES)).toBe(before);
  for (const [name, bytes] of contents) expect(await contentsOf(server, name)).toEqual(bytes);
  // What "paste-buffer" takes.
  expect(await server.tmux('show-buffer')).toBe(pasted);
  const told = fidelity?.kinds.find(({ kind }) => kind === 'paste buffers');
  expect(told).toMatchObject({ kept: 1, total: 1 });
});

test('paste buffers are not recorded unless somebody asks for it', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', ';', 'set-buffer', 'correct-horse');
  await server.sandbox.save('work');
  expect(await allFilesOf(server.sandbox)).not.toContain('correct-horse');
  await server.sandbox.save('work', '--save-paste-buffers');
  expect(await allFilesOf(server.sandbox)).toContain('correct-horse');
});

const BOUND = `
bind-key -r -T prefix F5 display-message "#{session_name} \\$HOME #(touch expanded) %1"
bind-key -T mytable x if-shell -F "#{a}" { display-message "in braces" ; display-message b }
bind-key -T mytable \\; display-message y
bind-key -T prefix c display-message instead
bind-key -T prefix F6 display-message of-the-server
bind-key -T root M-y run-shell 'touch "pressed it"'
`;

async function keysOf(server: PrivateTmux): Promise<readonly string[]> {
  const lines = (await server.tmux('list-keys')).split('\n');
  const wanted = /-T (?:mytable|root) +(?:x|\\;|M-y) |-T prefix +(?:F5|F6|c) /;
  return lines.filter((line) => wanted.test(line)).map((line) => line.replaceAll(/ +/g, ' '));
}

test('key bindings come back as they were, and tmux.conf has the last word', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await server.tmux('new-session', '-d', '-s', 'work');
  const path = sandbox.path('bindings.conf');
  await writeFile(path, BOUND);
  await server.tmux('source-file', path);
  const before = await keysOf(server);
  expect(before).toHaveLength(6);
  await sandbox.save('work');
  await server.kill();

  await appendFile(join(sandbox.home, '.tmux.conf'), 'bind F6 display-message of-the-file\n');
  await sandbox.restore('work');
  expect(await keysOf(server)).toEqual(
    before.map((line) => line.replace('of-the-server', 'of-the-file')),
  );
  expect(await readdir(sandbox.home)).not.toContain('expanded');
});

test("tmux's own key bindings are not recorded", async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.sandbox.save('work');
  const { checkpoint } = await server.sandbox.show('work');
  expect(Object.values(checkpoint.hosts).map(({ globals }) => globals?.bindings)).toEqual([{}]);
});
