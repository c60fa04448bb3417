import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import {
  type Caught,
  type Cruise,
  modulesIn,
  type PlantedTree,
  plantedTree,
} from './architecture/planted-tree.ts';
import { type Plant, plants, soil } from './architecture/plants.ts';

const require = createRequire(import.meta.url);
const layers = z
  .record(z.string(), z.object({ uses: z.union([z.literal('*'), z.array(z.string())]) }))
  .parse(require('../layers.cjs'));
const rules = z
  .object({ forbidden: z.array(z.object({ name: z.string() })) })
  .parse(require('../.dependency-cruiser.cjs'))
  .forbidden.map(({ name }) => name);

let tree: PlantedTree;
let clean: { readonly cruise: Cruise; readonly errors: readonly Caught[] };
let planted: { readonly cruise: Cruise; readonly errors: readonly Caught[] };

/** Each tool looks twice: at the house as it is, and at all plants at once, told apart by file. */
beforeAll(async () => {
  tree = await plantedTree();
  clean = { cruise: await tree.cruise('src'), errors: await tree.compile() };
  await tree.plant(soil);
  await tree.plant(Object.fromEntries(stones().map((path) => [path, 'export const stone = 1;'])));
  await tree.plant(Object.fromEntries(neighbours().map(({ file, code }) => [file, code])));
  await tree.plant(Object.fromEntries(plants.map(({ file, code }) => [file, code])));
  planted = { cruise: await tree.cruise('src', 'web'), errors: await tree.compile() };
}, 240_000);

afterAll(async () => tree[Symbol.asyncDispose]());

interface Neighbour {
  readonly layer: string;
  readonly file: string;
  readonly code: string;
  readonly isAllowed: boolean;
}

/** Every layer imports every other one; the table says which of them may. */
function neighbours(): readonly Neighbour[] {
  return Object.entries(layers).flatMap(([layer, { uses }]) =>
    Object.keys(layers)
      .filter((other) => other !== layer)
      .map((other) => ({
        layer,
        file: `src/${layer}/planted-to-${other}.ts`,
        code: `export { stone } from '../${other}/planted-stone.ts';`,
        isAllowed: uses === '*' || uses.includes(other),
      })),
  );
}

function stones(): readonly string[] {
  return Object.keys(layers).map((layer) => `src/${layer}/planted-stone.ts`);
}

/** The rules that caught a plant, by the tool that is meant to. */
function rulesAgainst({ file, caughtBy }: Plant): readonly string[] {
  const { cruise, errors } = planted;
  const caught = caughtBy.net === 'tsc' ? errors : cruise.caught;
  return caught.filter((entry) => entry.file === file).map(({ rule }) => rule);
}

test('the house as it stands breaks no rule and compiles', () => {
  expect(clean.cruise.caught).toEqual([]);
  expect(clean.errors).toEqual([]);
});

test('dependency-cruiser looks at every module there is', async () => {
  const modules = await modulesIn(tree, 'src');
  expect(modules.length).toBeGreaterThan(200);
  expect(planted.cruise.modules).toEqual(expect.arrayContaining([...modules]));
  const old = modules.filter((path) => !path.includes('planted'));
  expect(clean.cruise.modules).toEqual(expect.arrayContaining(old));
});

test.each(plants)('$caughtBy.net catches it when $name', (plant) => {
  expect(rulesAgainst(plant)).toContainEqual(expect.stringMatching(plant.caughtBy.rule));
});

test.each(Object.keys(layers))('%s imports what the table allows and nothing else', (layer) => {
  const own = neighbours().filter((neighbour) => neighbour.layer === layer);
  const refused = own.filter(({ file }) =>
    planted.cruise.caught.some(
      (caught) => caught.file === file && caught.rule.startsWith(`${layer}-imports-only-`),
    ),
  );
  expect(refused).toEqual(own.filter(({ isAllowed }) => !isAllowed));
});

test('every rule has caught something', () => {
  const used = new Set(planted.cruise.caught.map(({ rule }) => rule));
  expect(rules.filter((rule) => !used.has(rule))).toEqual([]);
});

test('nothing but what was planted is caught', () => {
  const all = [...planted.cruise.caught, ...planted.errors].map(({ file }) => file);
  expect(all.filter((file) => !file.includes('planted-'))).toEqual([]);
});

test('the table of planted violations', () => {
  const width = Math.max(...plants.map(({ name }) => name.length));
  const rows = plants.map((plant) => {
    const [rule = 'NOT CAUGHT'] = rulesAgainst(plant);
    return `${plant.name.padEnd(width)}  ${plant.caughtBy.net.padEnd(9)}  ${rule}`;
  });
  const pairs = neighbours().filter(({ isAllowed }) => !isAllowed).length;
  const modules = clean.cruise.modules.length;
  process.stdout.write(
    `\n${rows.join('\n')}\n${plants.length} planted violations, ${pairs} forbidden pairs of layers, ${modules} modules cruised\n\n`,
  );
  expect(rows.filter((row) => row.endsWith('NOT CAUGHT'))).toEqual([]);
});
