// Writes src/<layer>/tsconfig.json and tsconfig.json from layers.cjs. With --check, fails if they differ.
// A layer of the table without a folder yet is skipped, and so is every reference to it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import layers from '../layers.cjs';

const check = process.argv.includes('--check');
let stale = 0;

function emit(path, config) {
  const text = `${JSON.stringify(config, null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  stale += 1;
  if (check) console.error(`${path} is stale: run "npm run layers"`);
  else writeFileSync(path, text);
}

const names = Object.keys(layers).filter((name) => existsSync(`src/${name}`));
for (const folder of readdirSync('src')) {
  if (folder in layers) continue;
  stale += 1;
  console.error(`src/${folder} is not a layer: add it to layers.cjs or move its files`);
}
for (const name of names) {
  const { runtime, uses } = layers[name];
  const used = uses === '*' ? names.filter((other) => other !== name) : uses;
  emit(`src/${name}/tsconfig.json`, {
    extends: '../../tsconfig.base.json',
    compilerOptions: {
      rootDir: '..',
      outDir: '../../dist',
      tsBuildInfoFile: `../../.cache/${name}.tsbuildinfo`,
      types: runtime === 'node' ? ['node'] : [],
    },
    include: ['./**/*.ts'],
    exclude: ['./**/*.test.ts'],
    references: used.filter((use) => names.includes(use)).map((use) => ({ path: `../${use}` })),
  });
}
emit('test/tsconfig.json', {
  extends: '../tsconfig.base.json',
  compilerOptions: {
    rootDir: '..',
    outDir: '../.cache/test',
    tsBuildInfoFile: '../.cache/test.tsbuildinfo',
    types: ['node'],
    emitDeclarationOnly: true,
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
  },
  include: ['./**/*.ts', '../src/**/*.test.ts', '../vitest.config.ts'],
  references: names.map((name) => ({ path: `../src/${name}` })),
});
const roots = [...names.map((name) => `./src/${name}`), './test'].map((path) => ({ path }));
if (existsSync('web')) roots.push({ path: './web' });
emit('tsconfig.json', { files: [], references: roots });
process.exitCode = stale > 0 && (check || names.length === 0) ? 1 : 0;
