import { readdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  bashWord,
  hostileDirectory,
  hostileTexts,
  identities,
  type Identity,
  trapsIn,
  unexpanded,
} from './hosts/hostile.ts';
import { attachTo } from './hosts/attached-client.ts';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';

needs('tmux', 'python3');

const WAIT_LONG = "python3 -c 'import time; time.sleep(5000)'";

/** One session with a pane whose title, directory and program are as a script makes them. */
async function openCase(server: PrivateTmux, at: number, script: string): Promise<void> {
  const file = server.sandbox.path(`case-${at}.sh`);
  await writeFile(file, script);
  const target = `case-${at}`;
  await server.tmux('new-session', '-d', '-s', target, '-x', '100', '-y', '20');
  await server.tmux('set-option', '-t', target, '@case', String(at));
  await server.tmux('set-option', '-w', '-t', target, 'automatic-rename', 'off');
  await server.type(target, `. ${file}`);
  await server.runs(target, 'python3');
}

interface RoundTrip {
  readonly before: readonly Identity[];
  readonly after: readonly Identity[];
  /** Files that an executed text left. */
  readonly traps: readonly string[];
}

async function roundTrip(server: PrivateTmux): Promise<RoundTrip> {
  const { sandbox } = server;
  const before = await identities(server);
  await sandbox.save('work');
  await server.kill();
  await sandbox.restore('work');
  const [after, traps] = [await identities(server), await trapsIn(sandbox.folder)];
  return { before, after, traps };
}

test('hostile names, titles, directories and arguments come back unchanged and execute nothing', async () => {
  await using server = await PrivateTmux.start();
  server.sandbox.env['STET_RUN_PROGRAMS'] = '*';
  for (const [at, text] of hostileTexts.entries()) {
    const directory = await hostileDirectory(server, Buffer.from(text));
    const title = bashWord(`\u001B]2;${text.replaceAll(/[\n\t]/g, ' ')}\u001B\\`);
    const run = `${WAIT_LONG} ${bashWord(text)} '' ${bashWord(text)}`;
    await openCase(server, at, `cd ${bashWord(directory)}\nprintf %s ${title}\n${run}\n`);
    await server.tmux('rename-window', '-t', `case-${at}`, '--', unexpanded(text));
    await server.tmux('rename-session', '-t', `case-${at}`, '--', unexpanded(text));
  }
  const { before, after, traps } = await roundTrip(server);
  expect(after).toEqual(before);
  expect(traps).toEqual([]);
});

test('a directory and an argument that are no UTF-8 come back byte for byte', async () => {
  await using server = await PrivateTmux.start();
  server.sandbox.env['STET_RUN_PROGRAMS'] = '*';
  const bytes = Buffer.from([0x61, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x62]);
  const directory = await hostileDirectory(server, bytes);
  await openCase(server, 0, `cd ${bashWord(directory)}\n${WAIT_LONG} ${bashWord(bytes)}\n`);
  const { before, after, traps } = await roundTrip(server);
  expect(after).toEqual(before);
  expect(traps).toEqual([]);
});

test('an argument of 60 kB comes back whole', async () => {
  await using server = await PrivateTmux.start();
  server.sandbox.env['STET_RUN_PROGRAMS'] = '*';
  const long = `"$(touch x)" #{l:'é'}\n`.repeat(2_600);
  await openCase(server, 0, `${WAIT_LONG} ${bashWord(long)}\n`);
  const { before, after, traps } = await roundTrip(server);
  expect(after).toEqual(before);
  expect(traps).toEqual([]);
});

test('lines that look like the words of tmux are contents like any other', async () => {
  await using server = await PrivateTmux.start();
  const fence = 'deadbeefdeadbeefdeadbeef';
  const lines = `
    %begin 1700000000 1 1|%end 1700000000 1 1|%output %0 x|%exit|%error 1 2 3|lost server
    ${fence}.start|${fence}.0|${fence}.1|no server running on /tmp/x|server exited
    display-message -p x|kill-server|#{pane_id}|[exited]
  `;
  await writeFile(server.sandbox.path('words'), `${lines.trim().replaceAll('|', '\n')}\n`);
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '100', '-y', '30');
  await server.type('work', `cat ${server.sandbox.path('words')}`);
  await server.shows('work', '[exited]');
  await server.prompt('work');
  const before = await server.lines('work');
  await server.sandbox.save('work');
  await server.kill();
  await server.sandbox.restore('work');
  await server.prompt('work');
  expect(await server.lines('work')).toEqual(before);
});

test('a save sees a pane that never stops printing', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'busy', 'yes "a line that never ends"');
  await server.tmux('new-session', '-d', '-s', 'calm');
  await server.type('calm', 'echo still-here');
  await server.shows('calm', 'still-here');
  await server.prompt('calm');
  const saved = await server.sandbox.save('work', '--lines', '500');
  expect(saved).toMatchObject({ exit: 0, notices: [] });
  const { checkpoint } = await server.sandbox.show('work');
  const recorded = Object.values(checkpoint.panes).map(
    ({ scrollback }) => scrollback !== undefined,
  );
  expect(recorded).toEqual([true, true]);
});

test('hooks on clients, and who was attached when, do not notice a save or a restore', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.tmux('new-session', '-d', '-s', 'other');
  for (const hook of ['client-attached', 'client-detached', 'client-session-changed']) {
    await server.tmux('set-hook', '-g', hook, `run-shell "touch ${sandbox.path(hook)}"`);
  }
  const attachments =
    '#{session_name} #{session_attached} #{session_last_attached} #{session_many_attached}';
  const before = await server.tmux('list-sessions', '-F', attachments);
  await sandbox.save('work');
  expect(await server.tmux('list-sessions', '-F', attachments)).toBe(before);

  await server.tmux('kill-session', '-t', 'other');
  await sandbox.restore('work');
  expect(await server.tmux('list-sessions', '-F', attachments)).toBe(before);
  expect(await filesNamed(sandbox.folder, /^client-/)).toEqual([]);
});

async function filesNamed(folder: string, pattern: RegExp): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => pattern.test(name));
}

test('a session that ends with its last client survives a save', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'keeper');
  await server.tmux('new-session', '-d', '-s', 'fragile');
  await using client = await attachTo(server, 'fragile');
  await server.tmux('set-option', '-t', 'fragile', 'destroy-unattached', 'on');
  const { checkpoint } = await server.sandbox.save('work');
  expect(checkpoint.windows).toBe(2);
  expect(await server.ask('fragile', '#{session_attached}')).toBe('1');
  await client.leave();
});

test('a session that would end without a client comes back, and the report says how it differs', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'keeper');
  await server.tmux('new-session', '-d', '-s', 'fragile');
  await using client = await attachTo(server, 'fragile');
  await server.tmux('set-option', '-t', 'fragile', 'destroy-unattached', 'on');
  await server.sandbox.save('work');
  await server.kill();
  await client.ended();
  const { report } = await server.sandbox.restore('work');
  expect(await server.tmux('list-sessions', '-F', '#{session_name}')).toBe('fragile\nkeeper');
  expect(report?.failed).toEqual([]);
  expect(report?.approximated).toMatchObject([{ name: 'fragile', because: 'OPTION_LEFT_OUT' }]);
});
