import { expect, test } from 'vitest';
import { processStat, processTable } from '../os/process-table.ts';
import { PrivateHolder, untilOrFail } from './testing/private-holder.ts';

test('a signal for the session reaches grandchildren with process groups of their own', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.run(['bash', '-mc', 'sleep 1000 & sleep 1001 & echo ready; wait']);
  await program.untilText('ready');
  const groups = new Set((await members(program.pid)).map(({ group }) => group));
  expect(groups.size).toBe(3);
  expect(await world.holder.signal(program.id, 'SIGTERM', 'session')).toBe(true);
  await program.untilEnded();
  expect(program.exit).toMatchObject({ code: 0, signal: 15 });
  expect(await members(program.pid)).toEqual([]);
  expect(await world.holder.signal(program.id, 'SIGTERM', 'session')).toBe(false);
});

test('a signal for the foreground reaches the job there, and not the shell', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.run(['bash', '--norc', '-i'], { env: ['PS1=prompt>'] });
  await program.untilText('prompt>');
  await world.holder.write(program.id, Buffer.from('echo go; sleep 1000; echo code $?\n'));
  await program.until('the job is in front', async () => {
    const shell = await processStat(program.pid);
    return shell !== undefined && shell.foregroundGroup !== shell.group;
  });
  expect(await world.holder.signal(program.id, 'SIGTERM', 'foreground')).toBe(true);
  await program.untilText('code 143');
  await world.holder.write(program.id, Buffer.from('echo alive\n'));
  await program.untilText('\r\nalive');
});

test('what has left for a session of its own and for other files stays alive', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh(
    'setsid sleep 1000 </dev/null >/dev/null 2>&1 & setsid sleep 1001 & printf ready; wait',
  );
  await program.untilText('ready');
  await untilOrFail('both have left', async () => {
    const stats = await Promise.all((await world.survivors()).map(processStat));
    return new Set(stats.map((one) => one?.session)).size === 3;
  });
  await world.holder.forget(program.id);
  const survivors = await world.survivors();
  // The other one had the terminal open until the end.
  expect(survivors).toHaveLength(1);
  for (const pid of survivors) process.kill(pid);
});

test('forgetting kills what ignores the hang-up, stopped or not', async () => {
  await using world = await PrivateHolder.make();
  const script = 'trap "" HUP TERM INT; printf ready; while :; do sleep 1000; done';
  const stubborn = await world.sh(script);
  await stubborn.untilText('ready');
  const stopped = await world.sh('printf ready; kill -STOP $$');
  await stopped.until('it is stopped', async () => (await processStat(stopped.pid))?.state === 'T');
  await Promise.all([world.holder.forget(stubborn.id), world.holder.forget(stopped.id)]);
  expect(await world.survivors()).toEqual([]);
  expect(await world.holder.list()).toEqual([]);
  await expect(world.holder.forget(stubborn.id)).rejects.toMatchObject({
    code: 'SESSION_NOT_FOUND',
  });
});

test('a program that has ended by itself does not take along what it left running', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh('trap "" HUP; sleep 1000 </dev/null >/dev/null 2>&1 & :');
  await program.untilEnded();
  await world.holder.forget(program.id);
  const survivors = await world.survivors();
  expect(survivors).toHaveLength(1);
  for (const pid of survivors) process.kill(pid);
});

test('a signal for a terminal that nobody knows is refused', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.run(['cat']);
  expect(await world.holder.signal(program.id, 'SIGWINCH', 'session')).toBe(true);
  await expect(world.holder.signal('p_unknown', 'SIGTERM', 'session')).rejects.toMatchObject({
    code: 'SESSION_NOT_FOUND',
  });
});

async function members(session: number): Promise<readonly { readonly group: number }[]> {
  const table = await processTable();
  return [...table.values()].filter((one) => one.session === session && one.state !== 'Z');
}
