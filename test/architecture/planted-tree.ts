import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOUSE = [
  'src',
  'test/tsconfig.json',
  'tsconfig.base.json',
  'scripts/layers.mjs',
  'layers.cjs',
  '.dependency-cruiser.cjs',
  'package.json',
];

/** A copy of the house in which a test may break things; it goes away with its scope. */
export interface PlantedTree extends AsyncDisposable {
  readonly folder: string;
  plant(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs dependency-cruiser with the rules of the house. */
  cruise(...folders: readonly string[]): Promise<Cruise>;
  /** Brings the tsconfigs up to date and compiles the layers and, if there is one, the page. */
  compile(): Promise<readonly Caught[]>;
}

/** One complaint of a tool about one file. */
export interface Caught {
  readonly file: string;
  readonly rule: string;
}

export interface Cruise {
  readonly caught: readonly Caught[];
  /** The files that were looked at. */
  readonly modules: readonly string[];
}

export async function plantedTree(): Promise<PlantedTree> {
  const folder = await mkdtemp(join(tmpdir(), 'stet-architecture-'));
  for (const entry of HOUSE) {
    await cp(join(ROOT, entry), join(folder, entry), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    plant: async (files) => {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), `${text}\n`);
      }
    },
    cruise: async (...folders) => cruise(folder, folders),
    compile: async () => compile(folder),
    [Symbol.asyncDispose]: async () => rm(folder, { recursive: true }),
  };
}

/** The modules that a tree has, as dependency-cruiser names them. */
export async function modulesIn(tree: PlantedTree, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(tree.folder, folder), { recursive: true });
  return entries.filter((path) => path.endsWith('.ts')).map((path) => `${folder}/${path}`);
}

const CruiseResult = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

async function cruise(folder: string, folders: readonly string[]): Promise<Cruise> {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { modules, summary } = CruiseResult.parse(
    JSON.parse(await outputOf('depcruise', [...folders, ...args], folder)),
  );
  return {
    modules: modules.map(({ source }) => source).filter((source) => !source.startsWith('..')),
    caught: summary.violations.map(({ from, rule }) => ({ file: from, rule: rule.name })),
  };
}

async function compile(folder: string): Promise<readonly Caught[]> {
  await run(process.execPath, ['scripts/layers.mjs'], { cwd: folder });
  const layers = (await readdir(join(folder, 'src'))).map((layer) => `src/${layer}`);
  const page = (await readdir(folder)).filter((entry) => entry === 'web');
  const output = await outputOf('tsc', ['-b', '--pretty', 'false', ...layers, ...page], folder);
  const errors = output.matchAll(/^(\S+?)\(\d+,\d+\): error (TS\d+):|^error (TS\d+):/gm);
  return [...errors].map(([, file = '', code, bare = '']) => ({ file, rule: code ?? bare }));
}

/** What a tool prints, whether it is content or not. */
async function outputOf(tool: string, args: readonly string[], cwd: string): Promise<string> {
  const command = join(ROOT, 'node_modules', '.bin', tool);
  const options = { cwd, maxBuffer: 64 * 1024 * 1024 };
  return run(command, [...args], options).then(
    ({ stdout }) => stdout,
    (failure: unknown) => Failed.parse(failure).stdout,
  );
}

const Failed = z.object({ code: z.int().positive(), stdout: z.string() });
