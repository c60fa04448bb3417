import { readdir, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fakeTmux } from './hosts/fake-tmux.ts';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import type { Ended } from './hosts/run-child.ts';
import type { Sandbox } from './hosts/sandbox.ts';

needs('tmux');

/** Two sessions, one of them in a group, with tabs that are cut in rows and columns. */
async function savedServer(): Promise<PrivateTmux> {
  const server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'alpha', '-n', 'edit', '-x', '120', '-y', '40');
  await server.tmux('new-session', '-d', '-s', 'second', '-t', 'alpha');
  await server.tmux('split-window', '-h', '-t', 'alpha:edit');
  await server.tmux('split-window', '-v', '-t', 'alpha:edit');
  await server.tmux('new-window', '-t', 'alpha:5', '-n', 'logs');
  await server.tmux('split-window', '-v', '-t', 'alpha:logs');
  await server.tmux('new-session', '-d', '-s', '$odd "one"', '-n', 'x', '-x', '80', '-y', '24');
  await server.tmux('select-pane', '-t', 'alpha:edit.1');
  await server.tmux('resize-pane', '-Z', '-t', 'alpha:edit.1');
  await server.tmux('select-window', '-t', 'alpha:edit');
  await server.sandbox.save('work');
  return server;
}

/** A restore that may end by a signal, and what it then leaves in the runtime folder. */
async function cutOff(sandbox: Sandbox, env: { readonly PATH: string }): Promise<Ended> {
  const ended = await sandbox.run(
    ['sh', '-c', '"$@"; exit $?', 'sh', ...sandbox.command, 'restore', 'work'],
    env,
  );
  for (const name of await readdir(sandbox.runtime)) {
    if (name.startsWith('stet-lines-')) await rm(sandbox.path('run', name), { recursive: true });
  }
  return ended;
}

async function places(server: PrivateTmux): Promise<readonly string[]> {
  const format =
    '#{session_name}:#{window_index}.#{pane_index} #{window_name} #{window_flags} ' +
    '#{pane_width}x#{pane_height} #{pane_active}';
  const text = await server.tmux('list-panes', '-a', '-F', format);
  return text.split('\n').toSorted();
}

test('a restore that is killed after any of its words to tmux goes on when it is repeated', async () => {
  await using server = await savedServer();
  const { sandbox } = server;
  const saved = await places(server);
  const calls = sandbox.path('calls');
  for (let last = 2, code = 1; code !== 0; last += 1) {
    await server.kill();
    await rm(calls, { force: true });
    const env = await fakeTmux(
      sandbox,
      `echo >> ${calls}
       real "$@"
       [ "$(wc -l < ${calls})" -ne ${last} ] || kill -9 $PPID`,
    );
    ({ code } = await cutOff(sandbox, env));
    await sandbox.restore('work');
    expect(await places(server), `after call ${last}`).toEqual(saved);
  }
}, 180_000);

test('a restore that was killed half-way can be undone', async () => {
  await using server = await savedServer();
  const { sandbox } = server;
  await server.kill();
  await server.tmux('new-session', '-d', '-s', 'mine');
  const env = await fakeTmux(
    sandbox,
    `real "$@"
     real -S ${server.socket} has-session -t =alpha: || exit
     kill -9 $PPID`,
  );
  expect(await cutOff(sandbox, env)).toMatchObject({ code: 137 });
  await sandbox.undo();
  expect(await server.tmux('list-sessions', '-F', '#{session_name}')).toBe('mine');
});

test('Ctrl-C in the middle of a restore says how to go on and what takes it back', async () => {
  await using server = await savedServer();
  const { sandbox } = server;
  await server.kill();
  const env = await fakeTmux(
    sandbox,
    `real "$@"
     real -S ${server.socket} has-session -t =alpha: || exit
     kill -INT $PPID`,
  );
  const { code, stderr } = await cutOff(sandbox, env);
  expect(code).toBe(130);
  const [, id = ''] = /Restore again to go on, .*: stet undo (\w+)/.exec(stderr.toString()) ?? [];
  await sandbox.undo(id);
  expect(await server.pid()).toBeUndefined();
});
