import { expect, test } from 'vitest';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';

needs('tmux');

/** What would do harm, or become something else, if anybody but the hook itself expanded it. */
const HOSTILE = [
  String.raw`display-message "#{session_name} \$HOME \\e ~/x #(touch expanded) it's"`,
  `run-shell -b 'echo "a  b" \\; $(touch expanded) #(touch expanded) >> fired'`,
  'if-shell -F "#{a}" { display-message "in braces" ; display-message b }',
  "display-message 'two\nlines'",
] as const;

async function hooksOf(server: PrivateTmux): Promise<Record<string, string>> {
  return {
    session: await server.tmux('show-hooks', '-t', 'work'),
    window: await server.tmux('show-hooks', '-w', '-t', 'work:0'),
    pane: await server.tmux('show-hooks', '-p', '-t', 'work:0.1'),
    others: await server.tmux('show-hooks', '-p', '-t', 'work:0.0'),
  };
}

test('hooks of sessions, windows and panes come back to the letter, and a restore sets off none', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.tmux('split-window', '-d', '-t', 'work');
  for (const [at, hook] of HOSTILE.entries()) {
    await server.tmux('set-hook', '-t', 'work', `session-renamed[${at}]`, hook);
    await server.tmux('set-hook', '-w', '-t', 'work:0', `window-renamed[${at * 3}]`, hook);
    await server.tmux('set-hook', '-p', '-t', 'work:0.1', `pane-exited[${at}]`, hook);
  }
  for (const name of ['window-layout-changed', 'window-pane-changed']) {
    await server.tmux('set-hook', '-w', '-t', 'work:0', name, 'set-option -ga @fired x');
  }
  // A window's own hook for all of its panes, and an empty one that hides a global one.
  await server.tmux('set-hook', '-w', '-t', 'work:0', 'pane-died', 'display-message died');
  await server.tmux('set-hook', '-p', '-t', 'work:0.1', 'pane-died', '');
  const before = await hooksOf(server);
  expect(before['window']?.split('\n')).toHaveLength(HOSTILE.length + 3);

  await sandbox.save('work');
  await server.kill();
  const { report, fidelity } = await sandbox.restore('work');
  expect(await hooksOf(server)).toEqual(before);
  expect(report?.approximated).toEqual([]);
  expect(fidelity?.kinds.find(({ kind }) => kind === 'tab hooks')).toMatchObject({ kept: 1 });
  expect(fidelity?.kinds.find(({ kind }) => kind === 'pane hooks')).toMatchObject({ kept: 2 });
  expect(await server.tmux('show-options', '-gqv', '@fired')).toBe('');
});

test('a hook that was lost since is a difference', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.tmux('set-hook', '-p', '-t', 'work:0.0', 'pane-exited', 'display-message x');
  await server.tmux('set-hook', '-w', '-t', 'work:0', 'window-renamed', 'display-message x');
  await sandbox.save('work');
  await server.tmux('set-hook', '-u', '-p', '-t', 'work:0.0', 'pane-exited');
  await server.tmux('set-hook', '-w', '-t', 'work:0', 'window-renamed', 'display-message y');
  const { changes } = await sandbox.diff('work', 'live');
  expect(changes.map(({ fact }) => fact).toSorted()).toEqual(['pane hooks', 'tab hooks']);
});

/** How often each `after-…` hook of the user's ran while `work` was done; all of them leave a mark. */
async function hooksRunBy(
  server: PrivateTmux,
  work: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const known = await server.tmux('show-hooks', '-g');
  for (const [hook] of known.matchAll(/^after-[a-z-]+/gm)) {
    await server.tmux('set-hook', '-g', hook, `set-option -ga @ran-${hook} x`);
  }
  const before = await marks(server);
  await work();
  const after = await marks(server);
  const runs = [...after].map(([hook, count]) => {
    const own = hook === 'after-show-options' ? 1 : 0; // that of the look before
    return [hook, count - (before.get(hook) ?? 0) - own] as const;
  });
  return Object.fromEntries(runs.filter(([, count]) => count > 0));
}

async function marks(server: PrivateTmux): Promise<ReadonlyMap<string, number>> {
  const options = await server.tmux('show-options', '-g');
  const found = [...options.matchAll(/^@ran-(\S+) "?(x+)/gm)];
  return new Map(found.map(([, hook = '', own = '']) => [hook, own.length]));
}

test('a save runs none of the hooks of its commands, but for those that let a script in', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await server.tmux('new-session', '-d', '-s', 'work');
  const first = await hooksRunBy(server, async () => sandbox.save('one'));
  const second = await hooksRunBy(server, async () => sandbox.save('two'));
  const windows = Array.from({ length: 49 }, () => [';', 'new-window', '-d', 'exec cat']);
  await server.tmux('set-option', '-g', '@more', 'x', ...windows.flat());
  const many = await hooksRunBy(server, async () => sandbox.save('three'));
  process.stdout.write(`\nhooks run by saves: ${JSON.stringify({ first, second, many })}\n`);
  expect(first).toEqual({ 'after-set-hook': 3, 'after-set-option': 1 });
  expect(second).toEqual({ 'after-set-hook': 3 });
  expect(many).toEqual({ 'after-set-hook': 4 });
});
