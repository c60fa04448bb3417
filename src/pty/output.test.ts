import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { FollowedProgram } from './testing/followed-program.ts';
import { PrivateHolder, untilOrFail } from './testing/private-holder.ts';

const MIB = 1024 * 1024;

test('what a child in the background prints after its shell has ended is kept', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh('trap "" HUP; (sleep 0.3; printf late) & printf soon; exit 3');
  await program.untilEnded();
  expect(program.text).toBe('soonlate');
  expect(program.exit).toMatchObject({ code: 3, signal: 0 });
});

test('a program may close its terminal and open it again', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh(
    'exec </dev/null >/dev/null 2>&1; sleep 0.2; exec >/dev/tty; printf back',
  );
  await program.untilEnded();
  expect(program.text).toBe('back');
});

test('what was written before anybody followed is told, and how the program ended', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.spawn(['sh', '-c', 'printf early; kill -SEGV $$']);
  await untilOrFail('the program has written', async () => {
    const [held] = await world.holder.list();
    return held?.writtenTo === 5;
  });
  world.holder.follow(program.id, program);
  await program.untilEnded();
  expect(program.text).toBe('early');
  expect(program.exit).toMatchObject({ code: 0, signal: 11 });
});

test('a program that nobody follows is made to wait, and loses nothing', async () => {
  await using world = await PrivateHolder.make();
  const script = 'stty raw; head -c 41943040 /dev/zero | tr "\\0" z; printf END';
  const program = await world.spawn(['sh', '-c', script]);
  await untilOrFail('the journal is full', async () => (await writtenTo(world)) >= 8 * MIB);
  expect(await whenItStands(world)).toBeLessThan(9 * MIB);
  expect(await residentBytes(world.holder.pid)).toBeLessThan(120 * MIB);

  followAndKeep(world, program);
  await program.untilEnded();
  expect(program.size).toBe(40 * MIB + 3);
  expect(await residentBytes(world.holder.pid)).toBeLessThan(120 * MIB);
});

test('a program that floods does not hold up another', async () => {
  await using world = await PrivateHolder.make();
  const flood = await world.spawn(['sh', '-c', 'while :; do printf "%0999d" 1; done']);
  followAndKeep(world, flood);
  const echo = await world.run(['cat']);
  for (let turn = 0; turn < 50; turn += 1) {
    await world.holder.write(echo.id, Buffer.from(`turn ${turn}\n`));
    await echo.untilText(`turn ${turn}\r\nturn ${turn}\r\n`);
  }
  expect(flood.size).toBeGreaterThan(0);
});

test('programs that flood at the same time have equal shares', async () => {
  await using world = await PrivateHolder.make();
  const floods: FollowedProgram[] = [];
  for (let index = 0; index < 16; index += 1) {
    floods.push(await world.spawn(['sh', '-c', 'read go; exec yes']));
  }
  for (const flood of floods) followAndKeep(world, flood);
  await Promise.all(floods.map(async ({ id }) => world.holder.write(id, Buffer.from('go\n'))));
  await floods[0]?.until('much is told', () => floods.some(({ size }) => size > MIB));
  expect(Math.min(...floods.map(({ size }) => size))).toBeGreaterThan(MIB / 4);
});

test('sizes are told in order, between the bytes where they changed', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh('while read line; do stty size; done');
  for (const columns of [100, 120, 90]) {
    world.holder.resize(program.id, { columns, rows: 30 });
    await world.holder.write(program.id, Buffer.from('go\n'));
    await program.untilText(`30 ${columns}`);
  }
  const told = program.sizes.map(({ size, offset }) => [size.columns, offset]);
  expect(told).toEqual([
    [100, 0],
    [120, program.text.indexOf('30 100') + 8],
    [90, program.text.indexOf('30 120') + 8],
  ]);
  // A new owner is told the same, from the start.
  const again = new FollowedProgram(program.id);
  (await world.reconnect()).follow(program.id, again);
  await again.untilText('30 90');
  expect(again.sizes).toEqual(program.sizes);
});

test('a state that knows of a resize is not told of it again', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh('printf ready; read line');
  await program.untilText('ready');
  world.holder.resize(program.id, { columns: 132, rows: 43 });
  await program.until('it is resized', () => program.sizes.length === 1);
  world.holder.keep(program.id, 5, Buffer.from('how it stood'));
  world.holder.resize(program.id, { columns: 60, rows: 20 });

  const holder = await world.reconnect();
  const [held] = await holder.list();
  expect(held).toMatchObject({ keptTo: 5, writtenTo: 5, size: { columns: 132, rows: 43 } });
  expect(Buffer.from(held?.state ?? []).toString()).toBe('how it stood');
  const again = new FollowedProgram(program.id);
  holder.follow(program.id, again);
  await again.until('it is told', () => again.sizes.length > 0);
  expect(again.sizes).toEqual([{ size: { columns: 60, rows: 20 }, offset: 0 }]);
});

test('bytes of every kind arrive as they were written', async () => {
  await using world = await PrivateHolder.make();
  const program = await world.sh('stty raw; head -c 3000000 /dev/urandom >noise; cat noise', {
    cwd: world.folder,
  });
  await program.untilEnded();
  const noise = await readFile(`${world.folder}/noise`);
  expect(hash(program.bytes)).toBe(hash(noise));
});

/** Follows as the daemon does: what was taken is kept now and then. */
function followAndKeep({ holder }: PrivateHolder, program: FollowedProgram): void {
  let keptTo = 0;
  holder.follow(program.id, {
    resized: program.resized,
    exited: program.exited,
    ended: program.ended,
    output: (bytes, offset) => {
      program.output(bytes, offset);
      if (program.size - keptTo < MIB) return;
      keptTo = program.size;
      holder.keep(program.id, keptTo, Buffer.from('state'));
    },
  });
}

/** How much the program has written when it has written no more for 20 looks. */
async function whenItStands(world: PrivateHolder): Promise<number> {
  const looks: number[] = [];
  await untilOrFail('it writes no more', async () => {
    looks.push(await writtenTo(world));
    return looks.length >= 20 && new Set(looks.slice(-20)).size === 1;
  });
  return looks.at(-1) ?? 0;
}

async function writtenTo(world: PrivateHolder): Promise<number> {
  const [held] = await world.holder.list();
  return held?.writtenTo ?? 0;
}

async function residentBytes(pid: number): Promise<number> {
  const [, kib = '0'] =
    /^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'latin1')) ?? [];
  return Number(kib) * 1024;
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
