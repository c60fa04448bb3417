import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { World } from './world.ts';

/** Room for a few sessions and a save, and for much less than what the flood prints. */
const SIZE = 'size=4m,mode=700';
const FLOOD = 'seq 1 2000000; echo that was all; exec sleep 600';

test('a disk that fills up while sessions run takes neither them nor the last save', async ({
  skip,
}) => {
  await using world = await World.open();
  await using runtime = await SmallDisk.at(world.sandbox.path('socket'));
  await using state = await SmallDisk.at(world.sandbox.state);
  if (!runtime.isMounted || !state.isMounted) skip('needs to be root and allowed to mount');

  await world.spawnShell('used');
  await world.say('submit', '-s', 'used', 'echo before-$((1 + 1))');
  await world.see('used', 'before-2');
  const { checkpoint } = await world.ask('workspace.save', 'save', 'work');

  await runtime.fill();
  await state.fill();
  await world.spawn('flood', 'bash', '-c', FLOOD);
  await world.see('flood', 'that was all');
  await world.say('submit', '-s', 'used', 'echo during-$((1 + 1))');
  await world.see('used', 'during-2');
  expect(await world.refusal('save', 'work')).toMatchObject({ code: 'STORE_FULL' });

  // What no disk had room for, the next daemon does without: the screen is whole.
  const screens = { used: await world.screen('used'), flood: await world.screen('flood') };
  await world.killDaemon();
  expect(await world.screen('used')).toBe(screens.used);
  expect(await world.screen('flood')).toBe(screens.flood);

  await runtime.empty();
  await state.empty();
  const shown = await world.ask('checkpoint.show', 'show', 'work');
  expect(shown.checkpoint.id).toBe(checkpoint.id);
  const next = await world.ask('workspace.save', 'save', 'work');
  expect(next.isNew).toBe(true);
  await world.clear();
  await world.say('stop');
});

/** A disk of its own for a folder. */
class SmallDisk implements AsyncDisposable {
  readonly isMounted: boolean;
  readonly #folder: string;

  private constructor(folder: string, isMounted: boolean) {
    this.#folder = folder;
    this.isMounted = isMounted;
  }

  static async at(folder: string): Promise<SmallDisk> {
    await mkdir(folder, { mode: 0o700, recursive: true });
    return new SmallDisk(folder, await succeeds('mount', '-t', 'tmpfs', '-o', SIZE, 'x', folder));
  }

  /** Leaves no room at all. */
  async fill(): Promise<void> {
    for (const size of [65_536, 4096, 1]) {
      const block = Buffer.alloc(size);
      while (await this.#takes(block));
    }
  }

  async #takes(block: Buffer): Promise<boolean> {
    return writeFile(this.#filler, block, { flag: 'a' }).then(
      () => true,
      () => false,
    );
  }

  async empty(): Promise<void> {
    await rm(this.#filler);
  }

  get #filler(): string {
    return join(this.#folder, 'filler');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isMounted) await succeeds('umount', '--lazy', this.#folder);
  }
}

async function succeeds(file: string, ...args: readonly string[]): Promise<boolean> {
  return promisify(execFile)(file, args).then(
    () => true,
    () => false,
  );
}
