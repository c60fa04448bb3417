import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Sandbox } from '../hosts/sandbox.ts';
import { World } from './world.ts';

/** Room for a few sessions and a save, and for much less than what the flood prints. */
const SIZE = 'size=4m,mode=700';
const FLOOD = 'seq 1 2000000; echo that was all; exec sleep 600';

test('a disk that fills up while sessions run takes neither them nor the last save', async ({
  skip,
}) => {
  await using world = await World.open();
  await using runtime = await SmallDisk.at(world.sandbox, world.sandbox.path('socket'));
  await using state = await SmallDisk.at(world.sandbox, world.sandbox.state);
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
  readonly #sandbox: Sandbox;
  readonly #folder: string;

  private constructor(sandbox: Sandbox, folder: string, isMounted: boolean) {
    this.#sandbox = sandbox;
    this.#folder = folder;
    this.isMounted = isMounted;
  }

  static async at(sandbox: Sandbox, folder: string): Promise<SmallDisk> {
    await mkdir(folder, { mode: 0o700, recursive: true });
    const { code } = await sandbox.run(['mount', '-t', 'tmpfs', '-o', SIZE, 'tmpfs', folder]);
    return new SmallDisk(sandbox, folder, code === 0);
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
    if (this.isMounted) await this.#sandbox.run(['umount', '--lazy', this.#folder]);
  }
}
