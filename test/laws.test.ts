import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('tmux');

/** Two sessions, four windows, six panes; big enough for every law. */
async function buildSmall(server: PrivateTmux): Promise<void> {
  const size = ['-x', '120', '-y', '40'] as const;
  await server.tmux('new-session', '-d', '-s', 'work', '-n', 'edit', ...size);
  await server.tmux('split-window', '-d', '-h', '-l', '37', '-t', 'work:0');
  await server.tmux('split-window', '-d', '-v', '-l', '11', '-t', 'work:0.1');
  await server.tmux('new-window', '-d', '-n', 'logs', '-t', 'work:4');
  await server.tmux('new-session', '-d', '-s', 'api', '-n', 'run', ...size);
  await server.tmux('new-window', '-d', '-n', 'shell', '-t', 'api:1');
  for (const pane of ['work:0.0', 'work:0.1', 'work:0.2', 'work:4', 'api:0', 'api:1']) {
    await server.prompt(pane);
  }
}

/** Types `printf` into a shell and waits for what it prints. */
async function print(server: PrivateTmux, target: string, text: string): Promise<void> {
  await server.type(target, `printf '%s\\n' ${text}`);
  await until(`${text} in ${target}`, async () => (await server.lines(target)).includes(text));
}

async function sessions(server: PrivateTmux): Promise<readonly string[]> {
  return (await server.tmux('list-sessions', '-F', '#{session_name}')).split('\n').toSorted();
}

const opened = ({ plan }: { readonly plan: { readonly actions: readonly unknown[] } }): number =>
  plan.actions.length;

test('restoring twice opens nothing the second time', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await server.sandbox.save('work');
  await server.kill();
  const first = await server.sandbox.restore('work');
  expect(first.exit).toBe(0);
  const before = await server.listing();

  const second = await server.sandbox.restore('work');
  expect(opened(second)).toBe(0);
  expect(second.report).toEqual({ restored: [], approximated: [], skipped: [], failed: [] });
  expect(second.restore).toBeUndefined();
  expect(await server.listing()).toEqual(before);
});

test('a save and a restore leave a living server as it is', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  const before = await server.listing();
  await server.sandbox.save('work');
  expect(opened(await server.sandbox.restore('work'))).toBe(0);
  expect(await server.listing()).toEqual(before);
});

test('undo after a restore from nothing leaves nothing', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await server.sandbox.save('work');
  await server.kill();
  await server.sandbox.restore('work');
  expect(await sessions(server)).toEqual(['api', 'work']);

  await server.sandbox.undo();
  await until('no server runs', async () => (await server.pid()) === undefined);
  expect((await server.sandbox.refusal(['undo'])).code).toBe('NOTHING_TO_UNDO');
});

test('undo after a restore into a running server leaves what was there', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await server.sandbox.save('work');
  await server.kill();
  await server.tmux('new-session', '-d', '-s', 'mine', '-x', '100', '-y', '30');
  await server.tmux('split-window', '-d', '-h', '-l', '31', '-t', 'mine:0');
  for (const pane of ['mine:0.0', 'mine:0.1']) await server.prompt(pane);
  const before = await server.listing();

  await server.sandbox.restore('work');
  expect(await sessions(server)).toEqual(['api', 'mine', 'work']);
  await server.sandbox.undo();
  expect(await server.listing()).toEqual(before);
});

test('replace closes what the checkpoint does not hold, and undo brings it back', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await server.sandbox.save('work');
  const before = await server.listing();
  await server.tmux('new-session', '-d', '-s', 'extra', '-n', 'one', '-x', '90', '-y', '30');
  await server.tmux('split-window', '-d', '-v', '-l', '9', '-t', 'extra:0');
  await server.tmux('new-window', '-d', '-n', 'added', '-t', 'work:9');
  await print(server, 'extra:0.0', 'words-of-extra');
  await server.prompt('extra:0.1');
  await server.prompt('work:9');

  const replaced = await server.sandbox.restore('work', '--replace');
  const closed = replaced.report?.restored.filter(({ because }) => because === 'CLOSED') ?? [];
  expect(closed.map(({ name }) => name).toSorted()).toEqual(['added', 'extra']);
  expect(await server.listing()).toEqual(before);

  await server.sandbox.undo();
  expect(await sessions(server)).toEqual(['api', 'extra', 'work']);
  expect(await server.ask('work:9', '#{window_name}')).toBe('added');
  expect(await server.ask('extra:0', '#{window_panes}')).toBe('2');
  expect(await server.lines('extra:0.0')).toContain('words-of-extra');
});

test('a killed pane, tab and session come back beside living ones, which stay untouched', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await print(server, 'work:0.1', 'words-of-the-pane');
  await server.sandbox.save('work');
  const layout = await server.ask('work:0', '#{window_layout}');
  await server.tmux('kill-pane', '-t', 'work:0.1');
  await server.tmux('kill-window', '-t', 'work:4');
  await server.tmux('kill-session', '-t', 'api');
  const before = (await server.listing()).map(living);

  const { report, plan } = await server.sandbox.restore('work');
  expect(report?.failed).toEqual([]);
  const names = plan.actions.map(({ action, name }) => `${action} ${name}`);
  expect(names).toEqual(
    expect.arrayContaining([
      'open-window api',
      'open-tab work:4',
      'open-tab api:0',
      'open-tab api:1',
      'open-pane work:0.1',
    ]),
  );
  const after = (await server.listing()).map(living);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(6);
  expect(shape(await server.ask('work:0', '#{window_layout}'))).toBe(shape(layout));
  expect(await server.lines('work:0.1')).toContain('words-of-the-pane');
  expect(await server.ask('work:4', '#{window_name}')).toBe('logs');
});

/** The id and the pid of a pane in a listing. */
function living(line: string): string {
  return line.split('\t').slice(5, 7).join(' ');
}

/** A layout without its checksum and pane numbers. */
function shape(layout: string): string {
  return layout.replace(/^[0-9a-f]{4},/, '').replaceAll(/(\d+x\d+,\d+,\d+),\d+/g, '$1');
}

test.for([
  { only: ['api'], panes: ['api:0.0', 'api:1.0'] },
  { only: ['work:4'], panes: ['work:4.0'] },
  { only: ['work:0.2'], panes: ['work:0.0'] },
  { only: ['api:1', 'work:0'], panes: ['api:1.0', 'work:0.0', 'work:0.1', 'work:0.2'] },
])('--only $only brings back that and nothing else', async ({ only, panes }) => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await server.sandbox.save('work');
  await server.kill();

  const restored = await server.sandbox.restore(
    'work',
    ...only.flatMap((part) => ['--only', part]),
  );
  expect(restored.exit).toBe(0);
  const format = '#{session_name}:#{window_index}.#{pane_index}';
  const found = await server.tmux('list-panes', '-a', '-F', format);
  expect(found.split('\n').toSorted()).toEqual(panes);
});

test('a part that the checkpoint does not hold is refused with the nearest name', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await server.sandbox.save('work');
  const refusal = await server.sandbox.refusal(['restore', 'work', '--only', 'work:5']);
  expect(refusal).toMatchObject({ code: 'SELECTION_EMPTY', exit: 5 });
  expect(refusal.suggestion).toMatch(/Did you mean "work:\d/);
});

test('a dry run changes nothing, and its plan applies', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await server.sandbox.save('work');
  await server.tmux('kill-session', '-t', 'api');
  const before = await server.listing();
  const dry = await server.sandbox.restore('work', '--dry-run');
  expect(dry.plan.actions.map(({ action }) => action).join(' ')).toBe(
    'open-window open-tab open-tab open-pane open-pane',
  );
  expect(dry.report).toBeUndefined();
  expect(await server.listing()).toEqual(before);

  const applied = await server.sandbox.restore('work', '--plan', dry.plan.hash);
  expect(applied.plan.actions).toEqual(dry.plan.actions);
  expect(await sessions(server)).toEqual(['api', 'work']);
});

test('a plan is refused when the world has changed since', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await server.sandbox.save('work');
  await server.tmux('kill-session', '-t', 'api');
  const { plan } = await server.sandbox.restore('work', '--dry-run');
  await server.tmux('kill-window', '-t', 'work:4');
  const before = await server.listing();

  const refusal = await server.sandbox.refusal(['restore', 'work', '--plan', plan.hash]);
  expect(refusal).toMatchObject({ code: 'PLAN_STALE', exit: 6 });
  expect(await server.listing()).toEqual(before);
});

const PRINT_HISTORY = `
for i in $(seq 1 2600); do printf '\\033[3%dmline %d\\033[0m\\n' $((i % 8)) "$i"; done
printf '\\033[1;4;48;2;10;200;90mtruecolour\\033[0m trailing   \\033[7mreverse\\033[0m\\n'
printf 'wide 日本語 é ☃ end\\n'
printf 'x%.0s' $(seq 1 430); echo
printf '日%.0s' $(seq 1 155); echo
printf 'tab\\tstop\\n\\n\\nafter empty lines\\n'
`;

test('four cycles of save, kill and restore leave scrollback identical', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await writeFile(sandbox.path('history.sh'), PRINT_HISTORY);
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '97', '-y', '30');
  await server.tmux('new-window', '-d', '-t', 'work:1');
  await print(server, 'work:0', 'a-plain-pane');
  await server.type('work:1', `bash ${sandbox.path('history.sh')}`);
  await server.shows('work:1', 'after empty lines');
  await server.prompt('work:1');
  const read = async (): Promise<readonly (readonly string[])[]> =>
    Promise.all(['work:0', 'work:1'].map(async (pane) => server.lines(pane, '-e')));
  const before = await read();
  expect(before[1]?.length).toBeGreaterThan(2_600);

  for (let cycle = 0; cycle < 4; cycle += 1) {
    await sandbox.save('work');
    await server.kill();
    const { report } = await sandbox.restore('work');
    expect(report?.failed).toEqual([]);
    for (const pane of ['work:0', 'work:1']) await server.prompt(pane);
    expect(await read()).toEqual(before);
  }
});

test('what was restored has the facts that were captured', async () => {
  await using server = await PrivateTmux.start();
  await buildSmall(server);
  await server.tmux('set-option', '-p', '-t', 'work:0.1', '@mine', 'a b');
  await server.tmux('select-pane', '-t', 'work:0.2', '-T', 'a title');
  await print(server, 'work:0.1', 'some-words');
  await server.sandbox.save('work');
  await server.kill();
  const { report, fidelity } = await server.sandbox.restore('work');
  expect(report?.approximated).toEqual([]);
  expect(fidelity?.kept).toBe(fidelity?.total);
  for (const pane of ['work:0.0', 'work:4', 'api:0']) await server.prompt(pane);
  expect((await server.sandbox.diff('work', 'live')).changes).toEqual([]);
});
