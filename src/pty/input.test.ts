import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { PrivateHolder } from './testing/private-holder.ts';

const MIB = 1024 * 1024;

test('a paste of 1 MiB reaches a program that reads slowly, whole and in order', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh(
    `stty raw -echo; printf ready; sleep 0.3; head -c ${MIB} | (
      while head -c 65536 >part; do [ -s part ] || break; cat part; sleep 0.01; done) | sha256sum`,
    { cwd: world.folder },
  );
  await program.untilText('ready');
  const paste = randomBytes(MIB);
  const other = await world.run(['cat']);
  await world.holder.write(program.id, paste.subarray(0, 100_000));
  await world.holder.write(program.id, paste.subarray(100_000));
  // Meanwhile others are served.
  await world.holder.write(other.id, Buffer.from('hello\n'));
  await other.untilText('hello\r\nhello');
  await program.untilEnded();
  expect(program.text).toContain(createHash('sha256').update(paste).digest('hex'));
});

test('a program that never reads gets 16 MiB of room, and then a clear refusal', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh('stty raw -echo; printf ready; sleep 100');
  await program.untilText('ready');
  for (let index = 0; index < 15; index += 1) {
    await world.holder.write(program.id, Buffer.alloc(MIB));
  }
  const more = Buffer.alloc(2 * MIB);
  await expect(world.holder.write(program.id, more)).rejects.toMatchObject({
    code: 'INPUT_FULL',
    message: 'Cannot send input: the program leaves too much unread',
  });
  expect(await world.holder.signal(program.id, 'SIGKILL', 'session')).toBe(true);
  await program.untilEnded();
});

test('input for a terminal that nobody has open, or that nobody knows, is refused', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh('exit 0');
  await program.untilEnded();
  const bytes = Buffer.from('x');
  await expect(world.holder.write(program.id, bytes)).rejects.toMatchObject({
    code: 'SESSION_EXITED',
  });
  await expect(world.holder.write('p_unknown', bytes)).rejects.toMatchObject({
    code: 'SESSION_NOT_FOUND',
  });
});

test('control characters act as keys do', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.run(['cat']);
  await world.holder.write(program.id, Buffer.from('up\n'));
  await program.untilText('up\r\nup');
  await world.holder.write(program.id, Buffer.from('\u0003'));
  await program.untilEnded();
  expect(program.text).toBe('up\r\nup\r\n^C');
  expect(program.exit).toMatchObject({ code: 0, signal: 2 });
});
