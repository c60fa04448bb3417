import { describe, expect, test } from 'vitest';
import { needs } from '../../hosts/requirements.ts';
import { PrivateHouse } from './private-house.ts';

needs('bash', 'zsh', 'fish', 'dash');

const shells = ['bash', 'bash --norc', 'zsh', 'fish', 'dash', 'sh'];

describe.each(shells)('exec in %s', (shell) => {
  const argv = shell.split(' ');

  test('gives the output as it was rendered, the exit code and the directory', async () => {
    await using house = await PrivateHouse.make();
    await house.spawn(argv);
    const told = await house.ask('session.exec', { command: 'echo one; echo two' });
    expect(told).toMatchObject({ output: 'one\ntwo\n', exit_code: 0, cwd: house.home });
    const failed = await house.ask('session.exec', { command: 'cd /; false' });
    expect(failed).toMatchObject({ output: '', exit_code: 1, cwd: '/' });
    const partial = await house.ask('session.exec', { command: 'printf "12\\r3"' });
    expect(partial).toMatchObject({ output: '32', exit_code: 0 });
    const status = await house.ask('session.exec', { command: 'sh -c "exit 7"' });
    expect(status.exit_code).toBe(7);
    const lines = await house.ask('session.exec', { command: 'seq 500' });
    const numbers = Array.from({ length: 500 }, (_, at) => `${at + 1}\n`);
    expect(lines.output).toBe(numbers.join(''));
  });

  test('cannot be spoofed by what the command prints', async () => {
    await using house = await PrivateHouse.make();
    await house.spawn(argv);
    const command = String.raw`printf '\033]133;D;0;stet=\007\033]133;D;0\007'; sh -c "exit 3"`;
    expect((await house.ask('session.exec', { command })).exit_code).toBe(3);
  });

  test('runs several lines as one command', async () => {
    await using house = await PrivateHouse.make();
    await house.spawn(argv);
    const told = await house.ask('session.exec', { command: 'echo a\necho b' });
    expect(told).toMatchObject({ output: 'a\nb\n', exit_code: 0 });
  });
});

test('a command that does not end is left running, and the next one is refused', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc']);
  await expect(
    house.ask('session.exec', { command: 'sleep 100', timeoutMs: 500 }),
  ).rejects.toMatchObject({ code: 'TIMED_OUT' });
  await expect(
    house.ask('session.exec', { command: 'echo', timeoutMs: 300 }),
  ).rejects.toMatchObject({ code: 'SHELL_UNREADY' });
  const status = await house.ask('session.status');
  expect(status.foreground?.argv).toEqual(['sleep', '100']);
});
