import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';

needs('tmux');

/** Saves two sessions, ends their server, and writes a line into the user's tmux.conf. */
async function savedBefore(line: string): Promise<PrivateTmux> {
  const server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'one');
  await server.tmux('new-session', '-d', '-s', 'two');
  await server.tmux('new-window', '-d', '-t', 'two:5', '-n', 'further');
  await server.tmux('new-session', '-d', '-s', 'two again', '-t', 'two');
  await server.type('one', 'echo printed-before');
  await server.shows('one', 'printed-before');
  await server.sandbox.save('work');
  await server.kill();
  await appendFile(join(server.sandbox.home, '.tmux.conf'), `${line}\n`);
  return server;
}

async function names(server: PrivateTmux): Promise<string> {
  return server.tmux('list-sessions', '-F', '#{session_name}');
}

describe('where tmux.conf ends whatever no client is attached to, a restore leaves all alive', () => {
  test('destroy-unattached: the restored sessions are exempt, and the report says how to undo that', async () => {
    await using server = await savedBefore('set -g destroy-unattached on');
    const { report, exit } = await server.sandbox.restore('work');
    expect(exit).toBe(0);
    expect(report?.failed).toEqual([]);
    expect(report?.approximated).toMatchObject(
      ['one', 'two', 'two again'].map((name) => ({ name, because: 'OPTION_LEFT_OUT' })),
    );
    expect(report?.approximated[0]?.fix).toContain('tmux set-option destroy-unattached on');
    expect(await names(server)).toBe('one\ntwo\ntwo again');
    expect(await server.lines('one')).toContain('printed-before');
    expect(await server.tmux('show-options', '-gv', 'destroy-unattached')).toBe('on');
  });

  test('destroy-unattached: also in a server that runs, whose other sessions keep to it', async () => {
    await using server = await savedBefore('set -g status off');
    await server.tmux('new-session', '-d', '-s', 'other');
    await server.tmux('set-option', '-t', 'other', 'destroy-unattached', 'off');
    await server.tmux('set-option', '-g', 'destroy-unattached', 'on');
    const { report } = await server.sandbox.restore('work');
    expect(report?.failed).toEqual([]);
    expect(await names(server)).toBe('one\nother\ntwo\ntwo again');
    expect(await server.tmux('show-options', '-gv', 'destroy-unattached')).toBe('on');
  });

  test('exit-unattached: it is off until a client is there, and the report says so', async () => {
    await using server = await savedBefore('set -s exit-unattached on');
    const { report, exit } = await server.sandbox.restore('work');
    expect(exit).toBe(0);
    expect(report?.failed).toEqual([]);
    expect(report?.approximated).toMatchObject([
      { level: 'host', name: `tmux:${server.socket}`, because: 'OPTION_LEFT_OUT' },
    ]);
    expect(report?.approximated[0]?.fix).toContain('tmux set-option -s exit-unattached on');
    expect(await names(server)).toBe('one\ntwo\ntwo again');
    expect(await server.tmux('show-options', '-sv', 'exit-unattached')).toBe('off');
  });

  test('both together', async () => {
    const lines = 'set -s exit-unattached on\nset -g destroy-unattached on';
    await using server = await savedBefore(lines);
    const { report } = await server.sandbox.restore('work');
    expect(report?.failed).toEqual([]);
    expect(report?.approximated.map(({ level }) => level).toSorted()).toEqual(
      'host window window window'.split(' '),
    );
    const again = await server.sandbox.restore('work');
    expect(again.report?.restored).toEqual([]);
    expect(await names(server)).toBe('one\ntwo\ntwo again');
  });
});
