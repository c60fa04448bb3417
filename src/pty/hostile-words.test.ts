import { mkdir, mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesOf, textOf } from '../os/bytes.ts';
import { PrivateHolder } from './testing/private-holder.ts';

const WAITS = 'echo ready; read line';
/** All bytes but NUL, newlines at the end included. */
const ALL_BYTES = Buffer.from(Array.from({ length: 255 }, (_, index) => 255 - index));

const words = {
  'quotes and expansions': `'"\`$(touch /tmp/owned)\${HOME}#;&|<>*?~!\\`,
  'dashes and newlines': '-rf --\n\r\n\t',
  'what looks like a variable': 'A=B',
  nothing: '',
  'other scripts': 'ñ 漢字 🙂 \u202e\u0007\u001b[31m',
  'bytes that are no UTF-8': `cut \udcc3( short\udcff\n\n`,
  'every byte': textOf(Buffer.concat([ALL_BYTES, Buffer.from('\n\n')])),
  '64 KiB': 'x'.repeat(65_536),
  '64 KiB of bytes that are no UTF-8': textOf(Buffer.alloc(65_536, 0xfe)),
};

test.each(Object.entries(words))('a program is given %s as it is', async (_, word) => {
  await using world = await PrivateHolder.make();
  const argv = ['sh', '-c', WAITS, 'name', word, word.toUpperCase(), word];
  const env = [`WORD=${word}`, 'EMPTY=', 'odd name.1=2', 'DOUBLE==='];
  const program = await world.run(argv, { env });
  await program.untilText('ready');
  const proc = `/proc/${program.pid}`;
  expect(partsOf(await readFile(`${proc}/cmdline`))).toEqual(argv);
  expect(partsOf(await readFile(`${proc}/environ`))).toEqual([
    'PATH=/usr/bin:/bin',
    'LANG=C.UTF-8',
    world.mark,
    ...env,
  ]);
});

test.each(Object.entries(words).filter(([, word]) => word !== '' && word.length < 255))(
  'a program works in a directory that is called %s',
  async (_, word) => {
    await using world = await PrivateHolder.make();
    const parent = await mkdtemp(join(tmpdir(), 'stet-words-'));
    const cwd = join(parent, word.replaceAll('/', ':').replace(/\0/, ''));
    await mkdir(bytesOf(cwd));
    const program = await world.sh(WAITS, { cwd });
    await program.untilText('ready');
    expect(await readlink(`/proc/${program.pid}/cwd`, { encoding: 'buffer' })).toEqual(
      bytesOf(cwd),
    );
    await rm(parent, { recursive: true });
  },
);

test('a program sees the name that it was called by', async () => {
  await using world = await PrivateHolder.make();
  for (const name of ['cat', '/usr/bin/cat', '../usr/bin/cat']) {
    const program = await world.run([name], { cwd: '/usr' });
    await world.holder.write(program.id, Buffer.from('up\n'));
    await program.untilText('up\r\nup');
    expect(partsOf(await readFile(`/proc/${program.pid}/cmdline`))).toEqual([name]);
  }
});

function partsOf(terminated: Buffer): readonly string[] {
  return textOf(terminated.subarray(0, -1)).split('\0');
}
