/** A violation of the architecture, and the net and rule that are to catch it. */
export interface Plant {
  readonly name: string;
  /** The file that holds the violation; nothing else in it is wrong. */
  readonly file: string;
  readonly code: string;
  readonly caughtBy: Catch;
}

/** A rule of .dependency-cruiser.cjs, by the start of its name, or an error of the compiler. */
export interface Catch {
  readonly net: 'depcruise' | 'tsc';
  readonly rule: RegExp;
}

const depcruise = (start: string): Catch => ({
  net: 'depcruise',
  rule: new RegExp(`^${start}`),
});
const tsc = (...codes: readonly string[]): Catch => ({
  net: 'tsc',
  rule: new RegExp(`^(?:${codes.join('|')})$`),
});

/** The compiler does not know the name: with and without a hint at the types that would have it. */
const UNKNOWN_NAME = tsc('TS2304', 'TS2580', 'TS2584', 'TS2591');

/** What the plants import; right in itself. */
export const soil: Readonly<Record<string, string>> = {
  'src/daemon/planted-server.ts': 'export const dispatch = 1;',
  'src/store/planted-save.ts': 'export const save = 1;',
  'src/store/testing/planted-fake.ts': 'export const fake = 1;',
  'src/backends/tmux/planted-tmux.ts': 'export const tmux = 1;',
  'src/backends/kitty/planted-kitty.ts': 'export const kitty = 1;',
  'src/programs/vim/planted-vim.ts': 'export const vim = 1;',
  'src/os/planted-run.ts': 'export const run = 1;',
  'src/store/planted-ring.ts':
    "import { closing } from './planted-ring-closed.ts';\nexport const ring: unknown = closing;",
  'web/src/page.ts': 'export const title = document.title;',
  'web/tsconfig.json': JSON.stringify({
    extends: '../tsconfig.base.json',
    compilerOptions: {
      rootDir: '..',
      outDir: '../dist/web',
      tsBuildInfoFile: '../.cache/web.tsbuildinfo',
      lib: ['es2023', 'dom'],
      types: [],
    },
    include: ['./src/**/*.ts'],
    references: ['base', 'model', 'protocol'].map((layer) => ({ path: `../src/${layer}` })),
  }),
};

const fromServer = "from '../daemon/planted-server.ts'";

/** One for everything that the architecture forbids in words of its own. */
export const plants: readonly Plant[] = [
  {
    name: 'a pure layer reads a file',
    file: 'src/model/planted-fs.ts',
    code: "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
    caughtBy: depcruise('pure-layers-touch-no-os'),
  },
  {
    name: 'a pure layer asks for the process',
    file: 'src/protocol/planted-process.ts',
    code: 'export const x = process.pid;',
    caughtBy: UNKNOWN_NAME,
  },
  {
    name: 'a pure layer waits for a timer',
    file: 'src/base/planted-timer.ts',
    code: 'export const x = setTimeout;',
    caughtBy: UNKNOWN_NAME,
  },
  {
    name: 'the model imports the store',
    file: 'src/model/planted-upward.ts',
    code: "import { save } from '../store/planted-save.ts';\nexport const x = save;",
    caughtBy: depcruise('model-imports-only-'),
  },
  {
    name: 'the command line imports the daemon',
    file: 'src/cli/planted-import.ts',
    code: `import { dispatch } ${fromServer};\nexport const x = dispatch;`,
    caughtBy: depcruise('cli-imports-only-'),
  },
  {
    name: 'the command line imports the daemon lazily',
    file: 'src/cli/planted-lazy-import.ts',
    code: "export const x = async () => import('../daemon/planted-server.ts');",
    caughtBy: depcruise('cli-imports-only-'),
  },
  {
    name: 'the command line imports types of the daemon',
    file: 'src/cli/planted-type-import.ts',
    code: `import type { dispatch } ${fromServer};\nexport type X = typeof dispatch;`,
    caughtBy: depcruise('cli-imports-only-'),
  },
  {
    name: 'the command line passes the daemon on',
    file: 'src/cli/planted-re-export.ts',
    code: `export { dispatch } ${fromServer};`,
    caughtBy: depcruise('cli-imports-only-'),
  },
  {
    name: 'a layer reaches through its neighbour (mcp, client, os)',
    file: 'src/mcp/planted-transitive.ts',
    code: "import { run } from '../os/planted-run.ts';\nexport const x = run;",
    caughtBy: depcruise('mcp-imports-only-'),
  },
  {
    name: 'kitty imports tmux',
    file: 'src/backends/kitty/planted-sibling.ts',
    code: "import { tmux } from '../tmux/planted-tmux.ts';\nexport const x = tmux;",
    caughtBy: depcruise('siblings-are-strangers'),
  },
  {
    name: 'tmux imports kitty',
    file: 'src/backends/tmux/planted-sibling.ts',
    code: "import { kitty } from '../kitty/planted-kitty.ts';\nexport const x = kitty;",
    caughtBy: depcruise('siblings-are-strangers'),
  },
  {
    name: 'a program imports another',
    file: 'src/programs/ssh/planted-sibling.ts',
    code: "import type { vim } from '../vim/planted-vim.ts';\nexport type X = typeof vim;",
    caughtBy: depcruise('siblings-are-strangers'),
  },
  {
    name: 'a layer is entered through its subfolder',
    file: 'src/engine/planted-side-door.ts',
    code: "import { tmux } from '../backends/tmux/planted-tmux.ts';\nexport const x = tmux;",
    caughtBy: depcruise('subfolders-are-private'),
  },
  {
    name: 'a child is spawned outside os and pty',
    file: 'src/engine/planted-spawn.ts',
    code: "import { execFile } from 'node:child_process';\nexport const x = execFile;",
    caughtBy: depcruise('children-are-spawned-in-os'),
  },
  {
    name: 'a child is spawned under the old name of the module',
    file: 'src/backends/tmux/planted-spawn.ts',
    code: "export const x = async () => import('child_process');",
    caughtBy: depcruise('children-are-spawned-in-os'),
  },
  {
    name: 'node-pty has a second door',
    file: 'src/os/planted-pty.ts',
    code: "export const x = async (): Promise<unknown> => import('@lydell/node-pty');",
    caughtBy: depcruise('one-door-to-node-pty'),
  },
  {
    name: 'a package stands on the path of the client',
    file: 'src/client/planted-package.ts',
    code: "import * as z from 'zod';\nexport const x = z.string();",
    caughtBy: depcruise('thin-client'),
  },
  {
    name: 'a package stands on the path of the command line, lazily',
    file: 'src/cli/planted-package.ts',
    code: "export const x = async (): Promise<unknown> => import('jsonc-parser');",
    caughtBy: depcruise('thin-client'),
  },
  {
    name: 'two files import each other',
    file: 'src/store/planted-ring-closed.ts',
    code: "import { ring } from './planted-ring.ts';\nexport const closing: unknown = ring;",
    caughtBy: depcruise('no-cycles'),
  },
  {
    name: 'the page imports the daemon',
    file: 'web/src/planted-daemon.ts',
    code: "import { dispatch } from '../../src/daemon/planted-server.ts';\nexport const x = dispatch;",
    caughtBy: depcruise('web-speaks-protocol-only'),
  },
  {
    name: 'the page asks for the process',
    file: 'web/src/planted-process.ts',
    code: 'export const x = process.pid;',
    caughtBy: UNKNOWN_NAME,
  },
  {
    name: 'the engine touches the page',
    file: 'src/engine/planted-page.ts',
    code: 'export const x = document.title;',
    caughtBy: UNKNOWN_NAME,
  },
  {
    name: 'the product imports test code',
    file: 'src/store/planted-test-code.ts',
    code: "import { fake } from './testing/planted-fake.ts';\nexport const x = fake;",
    caughtBy: depcruise('no-test-code-in-product'),
  },
];
