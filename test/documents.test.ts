import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const Layers = z.record(
  z.string(),
  z.object({ uses: z.union([z.literal('*'), z.array(z.string())]) }),
);
const Package = z.object({
  scripts: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

const { scripts, dependencies, devDependencies } = Package.parse(require('../package.json'));
const documents = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...['docs', 'docs/reference'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).flatMap((name) =>
      name.endsWith('.md') ? [`${folder}/${name}`] : [],
    ),
  ),
];
const architecture = read('ARCHITECTURE.md');

function read(document: string): string {
  return readFileSync(join(ROOT, document), 'utf8');
}

function allMatches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

test.each(documents)('every link in %s leads to a file or a heading', (document) => {
  const links = allMatches(read(document), /\]\(([^)\s]+)\)/g).filter(
    (link) => !/^\w+:/.test(link),
  );
  const lost = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? document : join(dirname(document), path);
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(lost).toEqual([]);
});

/** As GitHub makes them. */
function anchorsOf(text: string): readonly string[] {
  return allMatches(text, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'README.md'])(
  'every file that %s names is there',
  (document) => {
    const paths = allMatches(read(document), /`((?:src|test|docs|scripts|schema)\/[^`\s*]+)`/g);
    const lost = paths.filter((path) => !path.includes('/name/') && !path.endsWith('/name.ts'));
    expect(lost.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  },
);

test.each(['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'])(
  'every "npm run" in %s exists',
  (document) => {
    const named = allMatches(read(document), /npm run ([\w:]+)/g);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  },
);

test('the architecture fits in one sitting and says what always holds', () => {
  expect(architecture.split('\n').length).toBeLessThanOrEqual(300);
  expect(allMatches(architecture, /^- (\*\*Invariant:\*\*)/gm).length).toBeGreaterThanOrEqual(12);
});

test('the drawing of the layers is the table of the layers', () => {
  const layers = Layers.parse(require('../layers.cjs'));
  const standing = Object.keys(layers).filter((layer) => existsSync(join(ROOT, 'src', layer)));
  const table = standing.flatMap((layer) => {
    const uses = layers[layer]?.uses ?? [];
    const used = uses === '*' ? standing.filter((other) => other !== layer) : uses;
    return used.filter((use) => standing.includes(use)).map((use) => `${layer} to ${use}`);
  });
  const drawn = [...architecture.matchAll(/^ {2}(\w+) --> (.+)$/gm)].flatMap(
    ([, layer = '', uses = '']) => uses.split(' & ').map((use) => `${layer} to ${use}`),
  );
  expect(drawn.toSorted()).toEqual(table.toSorted());
});

test('every dependency has its sentence', () => {
  const sentences = architecture.slice(architecture.indexOf('## Dependencies'));
  const names = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  expect(names.filter((name) => !sentences.includes(`\`${name}\``))).toEqual([]);
});
