import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('tmux', 'vim', 'python3');

/** Saves, kills and restores twice; `isBack` waits for the fact that a pane is up again. */
async function twoCycles(server: PrivateTmux, isBack: () => Promise<void>): Promise<void> {
  for (let cycle = 0; cycle < 2; cycle += 1) {
    await server.sandbox.save('work');
    await server.kill();
    await server.sandbox.restore('work');
    await isBack();
  }
}

/** What is above a full screen, from the checkpoint that a save makes now. */
async function savedLines(server: PrivateTmux): Promise<readonly string[]> {
  const { sandbox } = server;
  const { checkpoint } = await sandbox.save('work');
  const shown = await sandbox.ask('checkpoint.show', ['show', checkpoint.id, '--pane', 'work:0.0']);
  return shown.lines ?? [];
}

test('what is above a full-screen program is the same after two cycles', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '100', '-y', '20');
  await server.type('work', 'seq 1 60');
  await server.prompt('work');
  await server.type('work', 'vim notes.txt');
  const isVim = async (): Promise<void> => {
    await until('vim', async () => (await server.ask('work', '#{alternate_on}')) === '1');
  };
  await isVim();
  const before = await savedLines(server);
  expect(before.length).toBeGreaterThan(60);
  await twoCycles(server, isVim);
  expect(await savedLines(server)).toEqual(before);
});

test('what is above a program that prints is the same after two cycles', async () => {
  await using server = await PrivateTmux.start();
  server.sandbox.env['STET_RUN_PROGRAMS'] = '*';
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '100', '-y', '20');
  await server.type('work', "python3 -c 'import time; time.sleep(5000)'");
  await server.runs('work', 'python3');
  const before = await server.lines('work');
  await twoCycles(server, async () => server.runs('work', 'python3'));
  expect(await server.lines('work')).toEqual(before);
});

test('what a pane held is the same after two cycles under the policy "prompt"', async () => {
  await using server = await PrivateTmux.start();
  server.sandbox.env['STET_PROMPT_PROGRAMS'] = '*';
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '100', '-y', '20');
  await server.type('work', "python3 -c 'import time; time.sleep(5000)'");
  await server.runs('work', 'python3');
  const before = await server.lines('work');
  await twoCycles(server, async () => server.shows('work', 'Enter runs'));
  const after = await server.lines('work');
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.length).toBe(before.length + 1);
});

test('a blank line at the very top is a line', async () => {
  await using server = await PrivateTmux.start();
  server.sandbox.env['STET_RUN_PROGRAMS'] = '*';
  await server.tmux('new-session', '-d', '-s', 'work', 'sh', '-c', 'echo; printf below; exec cat');
  await server.shows('work', 'below');
  await server.runs('work', 'cat');
  expect(await savedLines(server)).toEqual(['', 'below']);
});

test('a prompt of two lines does not pile up', async () => {
  await using server = await PrivateTmux.start();
  const rc = server.sandbox.path('rc');
  await writeFile(rc, String.raw`PS1='\n[\w]\n$ '`);
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '100', `bash --rcfile ${rc}`);
  await server.type('work', 'echo words');
  await server.shows('work', 'words');
  await server.prompt('work');
  const before = await server.lines('work');
  await twoCycles(server, async () => server.prompt('work'));
  const after = await server.lines('work');
  expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  await twoCycles(server, async () => server.prompt('work'));
  expect(await server.lines('work')).toEqual(after);
});

test(
  'twenty cycles leave what a pane held identical, byte for byte',
  { timeout: 600_000 },
  async () => {
    await using server = await PrivateTmux.start();
    await server.tmux('new-session', '-d', '-s', 'work', '-x', '97', '-y', '20');
    const link = String.raw`\033]8;;http://x.org\033\\a link\033]8;;\033\\`;
    const text = String.raw`\033[1;38;5;202m日本 é\033[0m\ttab %s ${link}\n`;
    await server.type('work', `clear; printf '${text}' $(seq 60)`);
    await server.shows('work', 'tab 60');
    await server.prompt('work');
    const before = await server.lines('work', '-e');
    expect(before.length).toBeGreaterThan(60);
    for (let cycle = 0; cycle < 20; cycle += 1) {
      await server.sandbox.save('work');
      await server.kill();
      await server.sandbox.restore('work');
      await server.prompt('work');
      expect(await server.lines('work', '-e')).toEqual(before);
    }
  },
);

test('a line being typed is not lost', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '100');
  await server.type('work', 'echo one');
  await server.prompt('work');
  await server.tmux('send-keys', '-t', 'work', '-l', 'echo half a comm');
  await server.shows('work', 'half a comm');
  await server.sandbox.save('work');
  const { checkpoint } = await server.sandbox.show('work');
  expect(Object.values(checkpoint.panes)[0]?.prompt.join('')).toContain('echo half a comm');
});

test.each([{ STET_SAVE_SCROLLBACK: 'none' }, { STET_MAX_SCROLLBACK_LINES: '3' }])(
  'a restore verifies what was saved, whatever would be saved today: %o',
  async (today) => {
    await using server = await PrivateTmux.start();
    const { sandbox } = server;
    await server.tmux('new-session', '-d', '-s', 'work', '-x', '100', '-y', '20');
    await server.type('work', 'seq 1 3000');
    await server.prompt('work');
    await sandbox.save('work');
    await server.kill();
    Object.assign(sandbox.env, today);
    const { fidelity } = await sandbox.restore('work');
    const contents = fidelity?.kinds.find(({ kind }) => kind === 'contents');
    expect(contents).toMatchObject({ kept: 1, total: 1, lost: [] });
  },
);
