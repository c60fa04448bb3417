import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answers } from '../src/client/answers.ts';
import { chooseRuntimeFolder, runtimePaths } from '../src/os/runtime-folder.ts';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox } from './hosts/private-kitty.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('kitty', 'Xvfb');

const COUNT_READS = join(import.meta.dirname, 'hosts', 'count_reads.py');

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

test('a pane that shows what it showed is not read again, any other is', async () => {
  await using world = await KittySandbox.make(display, 'scrollback_lines 200\n');
  const { sandbox } = world;
  const kitty = await world.up();
  const quiet = await kitty.launch({ type: 'tab' });
  const busy = await kitty.launch({ type: 'tab' });
  for (const pane of [quiet, busy]) {
    await kitty.type(pane, 'PS1="ready> "; seq 1 5000\n');
    await kitty.shows(pane, '5000\nready>');
  }
  // What a save learned of unchanged panes lasts as long as its process: here, as the daemon.
  const daemon = sandbox.stet(['daemon']);
  const { socket } = runtimePaths(chooseRuntimeFolder(sandbox.env));
  await until('the daemon answers', async () => answers(socket));
  // The shell in the first window may take its time to come up.
  const first = await until('everything stands still', async () => {
    const saved = await sandbox.save('work');
    return saved.isNew ? undefined : saved;
  });
  const reads = async (): Promise<number> => Number(await kitty.kitten(COUNT_READS));
  expect(await reads()).toBe(0);

  const rereads = async (): Promise<number> => {
    const before = await reads();
    const { isNew } = await sandbox.save('work');
    expect(isNew).toBe(false);
    return (await reads()) - before;
  };
  // Linux notes when a terminal was last written to once in 8 s: until then it may have printed more.
  await until('nothing is read again', async () => (await rereads()) === 0, 60_000);

  // The history is full: it is as long as before, begins and ends the same, and so does the screen.
  const readBefore = await reads();
  await kitty.type(busy, 'clear; seq 1 4900; echo changed; seq 4902 5000\n');
  await kitty.shows(busy, 'changed\n4902');
  await kitty.shows(busy, '5000\nready>');
  const next = await sandbox.save('work');
  expect((await reads()) - readBefore).toBe(1);
  expect(next.isNew).toBe(true);
  expect((await sandbox.diff(first.checkpoint.id, next.checkpoint.id)).changes).not.toEqual([]);

  kitty.kill();
  const { report } = await sandbox.restore('work');
  expect(report?.failed).toEqual([]);
  const restored = await world.restored();
  expect((await restored.facts()).get('kitty:1.0|text')).toContain('4999');
  await sandbox.stet(['stop']);
  expect((await daemon).code).toBe(0);
});
