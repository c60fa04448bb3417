import { randomBytes } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { newStableId } from '../../../src/model/ids.ts';
import { panesOf } from '../../../src/model/layout-tree.ts';
import type { HostedContents, HostedSession } from '../../../src/sessions/hosted.ts';
import type { SessionChange } from '../../../src/sessions/sessions.ts';
import { until } from '../../hosts/until.ts';
import { needs } from '../../hosts/requirements.ts';
import { PrivateHouse } from './private-house.ts';

needs('bash', 'vim');

const signal = new AbortController().signal;

async function only(house: PrivateHouse): Promise<HostedSession> {
  const [session] = await house.sessions.hosted.sessions();
  if (session === undefined) throw new Error('No session runs');
  return session;
}

async function contents(house: PrivateHouse, from = 0): Promise<HostedContents> {
  return house.sessions.hosted.contents((await only(house)).id, from, { signal });
}

test('a session is saved as it runs: arguments, directory, and every line', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc'], { name: 'work', size: { cols: 30, rows: 10 } });
  await house.ask('session.exec', {
    command: String.raw`cd /usr; printf '\033[32mgreen\033[0m\n'; seq 20`,
  });
  await house.ask('session.wait', { anyOf: [{ prompt: true }] });
  expect(await only(house)).toMatchObject({
    name: 'work',
    argv: ['bash', '--norc'],
    cwd: await realpath('/usr'),
    size: { cols: 30, rows: 10 },
  });
  const { above, atCursor, alternateScreen, firstLine, settledTo } = await contents(house);
  const numbers = Array.from({ length: 20 }, (_, at) => String(at + 1));
  expect(above.slice(-21)).toEqual([`${mark('C')}\u001B[32mgreen\u001B[0m`, ...numbers]);
  expect(atCursor.map((line) => line.trimEnd())).toEqual([
    `${mark('D;0')}${mark('A')}$ ${mark('B')}`,
  ]);
  expect([firstLine, alternateScreen]).toEqual([0, undefined]);
  const rest = await contents(house, settledTo);
  expect(rest.firstLine).toBe(settledTo);
  expect(rest.above).toEqual(above.slice(settledTo));
});

test('what was saved and restored is saved the same again, line by line', async () => {
  const lines = [
    'plain',
    '',
    '\u001B[1;31mbold red\u001B[0m and \u001B]8;;https://example.org\u001B\\link\u001B]8;;\u001B\\',
    `long ${'x'.repeat(500)}`,
    '日本語 🙂 é',
    ...Array.from({ length: 300 }, (_, at) => `line ${at}`),
  ];
  await using house = await PrivateHouse.make();
  let saved: readonly string[] = lines;
  for (let cycle = 0; cycle < 5; cycle += 1) {
    const id = newStableId('p', randomBytes);
    await house.sessions.hosted.restoreSession({
      id,
      name: 'again',
      lines: saved,
      title: 'before',
      size: { cols: 80, rows: 24 },
      argv: ['sh', '-c', 'printf fresh; exec sleep 100'],
      shownArgv: ['bash'],
      cwd: house.home,
      env: house.env,
    });
    await house.shows('fresh');
    expect(await only(house)).toMatchObject({ id, name: 'again', title: 'before', argv: ['bash'] });
    const { above, atCursor } = await contents(house);
    expect(above).toEqual(lines);
    expect(atCursor).toEqual(['fresh']);
    saved = above;
    await house.sessions.hosted.close(id);
    expect(house.sessions.hosted.gone.get(id)).toBe('user');
  }
});

test('a restored session has its lines after a crash, before its program wrote a byte', async () => {
  await using house = await PrivateHouse.make();
  const restored = {
    id: newStableId('p', randomBytes),
    name: 'quiet',
    lines: ['one', 'two'],
    title: '',
    size: { cols: 80, rows: 24 },
    argv: ['sleep', '100'],
    cwd: house.home,
    env: house.env,
  };
  await house.sessions.hosted.restoreSession(restored);
  await house.crash();
  expect((await contents(house)).above).toEqual(['one', 'two']);
  await expect(house.sessions.hosted.restoreSession(restored)).rejects.toMatchObject({
    code: 'SESSION_EXISTS',
  });
});

test('while vim runs, the main screen below it is saved, and its own screen beside', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc'], { size: { cols: 40, rows: 10 } });
  await house.ask('session.exec', { command: 'echo below' });
  await house.ask('session.submit', { text: 'vim -u NONE' });
  await house.ask('session.type', { text: 'ifrom vim' });
  await house.shows('from vim');
  const { above, alternateScreen } = await contents(house);
  expect(above).toContain(`${mark('C')}below`);
  expect(above.join('\n')).not.toContain('from vim');
  expect(alternateScreen?.[0]).toContain('from vim');
  expect((await only(house)).modes).toContain('alternate-screen');
});

test('clearing the history makes settled lines untrue, and changes move the revision', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc'], { size: { cols: 40, rows: 10 } });
  await house.ask('session.exec', { command: 'seq 50' });
  const before = await only(house);
  expect((await only(house)).saveRevision).toBe(before.saveRevision);
  await house.ask('session.exec', { command: String.raw`printf '\033[H\033[2J\033[3J'` });
  const after = await only(house);
  expect(after.contentsEpoch).not.toBe(before.contentsEpoch);
  expect(after.saveRevision).not.toBe(before.saveRevision);
});

test('sessions stand in windows, tabs and splits, which survive a crash and can be rearranged', async () => {
  await using house = await PrivateHouse.make();
  const program = ['sleep', '100'];
  const a = await house.spawn(program, { name: 'a', window: 'main' });
  const b = await house.spawn(program, { name: 'b', split: 'right' });
  const c = await house.spawn(program, { name: 'c', window: 'main' });
  const d = await house.spawn(program, { name: 'd' });
  await house.crash();
  const { arrangement } = house.sessions.hosted;
  expect(arrangement.windows.map(({ name }) => name)).toEqual(['main', 'd']);
  const [main, other] = arrangement.windows;
  expect(main?.tabs.map(({ layout }) => panesOf(layout))).toEqual([
    [a.session_id, b.session_id],
    [c.session_id],
  ]);
  house.sessions.hosted.arrange({
    windows: arrangement.windows.slice(0, 1),
    activeWindow: main?.id,
  });
  const rearranged = house.sessions.hosted.arrangement.windows.at(-1);
  expect(rearranged?.id).not.toBe(other?.id);
  expect(panesOf(rearranged?.tabs[0]?.layout ?? { type: 'free', rects: [] })).toEqual([
    d.session_id,
  ]);
  await house.ask('session.kill', { session: 'c' });
  expect(house.sessions.hosted.arrangement.windows[0]?.tabs).toHaveLength(1);
  house.sessions.hosted.rename(a.session_id, 'renamed');
  expect(() => house.sessions.hosted.rename(a.session_id, 'b')).toThrow(/already exists/);
  await house.crash();
  const names = async (): Promise<readonly string[]> =>
    (await house.ask('session.list')).sessions.map(({ name }) => name);
  // The holder tells a moment later that it has ended; it leaves the list within half a second.
  await until('the killed one has left', async () => !(await names()).includes('c'), 500);
  expect(await names()).toEqual(['renamed', 'b', 'd']);
});

test('whoever saves is told of what changed', async () => {
  await using house = await PrivateHouse.make();
  const told: SessionChange[] = [];
  const stop = house.sessions.onChange((change) => told.push(change));
  const { session_id } = await house.spawn(['bash', '-c', 'read; echo out; read; exit']);
  expect(told[0]).toEqual({ kind: 'structure' });
  await house.ask('session.key', { keys: 'Enter' });
  await house.shows('out');
  await until('its output is told', async () => {
    return told.some((change) => change.kind === 'output' && change.session === session_id) && [];
  });
  const before = told.length;
  await house.ask('session.key', { keys: 'Enter' });
  await until(
    'its end is told',
    async () => told.slice(before).some(({ kind }) => kind === 'structure') && [],
  );
  stop();
});

function mark(what: string): string {
  return `\u001B]133;${what}\u001B\\`;
}
