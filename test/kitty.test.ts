import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptKinds, keptTable } from './hosts/kept-kinds.ts';
import { buildKittyScene } from './hosts/kitty-scene.ts';
import { PrivateDisplay } from './hosts/private-display.ts';
import { KittySandbox } from './hosts/private-kitty.ts';
import { needs } from './hosts/requirements.ts';

needs('kitty', 'Xvfb', 'vim');

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

test('a killed kitty comes back as it was', async () => {
  await using world = await KittySandbox.make(display);
  const { sandbox } = world;
  sandbox.env['STET_RUN_PROGRAMS'] = '*';
  const kitty = await world.up('--name', 'zero');
  await buildKittyScene(world, kitty);
  const before = await kitty.facts();

  const { checkpoint } = await sandbox.save('work');
  kitty.kill();
  const { report, fidelity } = await sandbox.restore('work');
  const restored = await world.restored();
  const after = await restored.facts();

  const kinds = keptKinds(before, after);
  const { windows, tabs, panes, lines } = checkpoint;
  process.stdout.write(
    `\n${windows} OS windows, ${tabs} tabs, ${panes} panes, ${lines} lines\n${keptTable(kinds)}\n`,
  );
  expect(kinds.flatMap(({ lost }) => lost)).toEqual([]);
  expect(report?.failed).toEqual([]);
  expect(fidelity?.kinds.flatMap(({ lost }) => lost)).toEqual([]);
});
