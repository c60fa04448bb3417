import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Globals } from '../../model/checkpoint.ts';
import { bytesOf, textOf } from '../../os/bytes.ts';
import type { Call } from '../../os/call.ts';
import { ignore } from '../../os/errno.ts';
import { word } from './command-language.ts';
import type { Opening } from './opening.ts';
import { type Question, runQuietly, type Server } from './run-script.ts';

type Buffers = NonNullable<Globals['buffers']>;

/** Larger ones are no text that somebody copied to paste it again. */
const LARGEST_BYTES = 1_048_576;

/** The names of the buffers worth reading, oldest first. */
export const buffersQuestion: Question<readonly string[]> = {
  commands: ['list-buffers -F "#{buffer_size} #{buffer_name}"'],
  read: ([output = '']) =>
    [...output.matchAll(/^(\d+) (.+)$/gm)]
      .flatMap(([, size, name = '']) => (Number(size) > LARGEST_BYTES ? [] : [name]))
      .toReversed(),
};

/** Reads paste buffers through files: what tmux writes to stdout keeps no order with what it prints. */
export async function readBuffers(
  server: Server,
  names: readonly string[],
  call: Call,
): Promise<Buffers> {
  if (names.length === 0) return [];
  return inPrivateFolder(async (folder) => {
    const commands = names.map(
      (name, at) => `save-buffer -b ${word(name)} ${word(join(folder, String(at)))}`,
    );
    await runQuietly(server, commands, call);
    const read = names.map(async (name, at) => {
      // One that was deleted meanwhile is no longer there to be saved.
      const bytes = await readFile(join(folder, String(at))).catch(ignore('ENOENT'));
      return bytes === undefined ? [] : [{ name, text: textOf(bytes) }];
    });
    return (await Promise.all(read)).flat();
  });
}

/** Fills the paste buffers of a server that this restore has started, oldest first. */
export async function restoreBuffers(opening: Opening): Promise<void> {
  const buffers = opening.job.globals?.buffers ?? [];
  if (buffers.length === 0) return;
  await inPrivateFolder(async (folder) => {
    const path = (at: number): string => join(folder, String(at));
    await Promise.all(
      buffers.map(async ({ text }, at) => writeFile(path(at), bytesOf(text), { mode: 0o600 })),
    );
    await opening.script(loadCommands(buffers, path));
  });
}

/** Numbers that tmux gave to buffers since deleted, as far as they are worth counting up to. */
const MOST_SKIPPED = 200;

/**
 * tmux numbers buffers that nobody has named, pastes the newest of them, and drops the oldest
 * when there are many. So they must not be named; those in between are made and deleted again.
 */
function loadCommands(buffers: Buffers, path: (at: number) => string): readonly string[] {
  let next = 0;
  return buffers.flatMap(({ name }, at) => {
    const number = Number(/^buffer(\d+)$/.exec(name)?.[1] ?? -1);
    if (number < next) return [`load-buffer -b ${word(name)} ${word(path(at))}`];
    const skipped = Math.min(number - next, MOST_SKIPPED);
    next = number + 1;
    return [
      ...Array<string>(skipped).fill('set-buffer x\ndelete-buffer'),
      `load-buffer ${word(path(at))}`,
    ];
  });
}

async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), 'stet-buffers-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
