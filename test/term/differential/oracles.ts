import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { encodeText } from '../../../src/base/lossless-text.ts';

const Cell = z.tuple([z.string(), z.number(), z.string(), z.string(), z.string(), z.number()]);
const Answer = z
  .object({ cells: z.array(z.array(Cell)), cursor: z.tuple([z.number(), z.number()]) })
  .nullable();

/** A cell as text, width, foreground, background, flags and underline. */
export type OracleCell = Readonly<z.infer<typeof Cell>>;

/** What an oracle shows: its cells by row, and the cursor. */
export interface Shown {
  readonly cells: readonly (readonly OracleCell[])[];
  readonly cursor: readonly [x: number, y: number];
}

/** One terminal's worth of output. */
export interface Case {
  readonly columns: number;
  readonly rows: number;
  readonly output: string;
}

/** A terminal of somebody else's, of which we ask what it shows; null where it crashed. */
export interface Oracle {
  readonly name: string;
  readonly isInstalled: boolean;
  readonly show: (cases: readonly Case[]) => readonly (Shown | null)[];
}

/** kitty's own screen, without a window. */
export const kitty: Oracle = {
  name: 'kitty',
  isInstalled: answers('kitty', ['--version']),
  show: (cases) => {
    const program = `exec(open(${JSON.stringify(driver('kitty'))}).read(), {})`;
    return run('kitty', ['+runpy', program], cases);
  },
};

/** libvterm, the terminal inside neovim. */
export const libvterm: Oracle = {
  name: 'libvterm',
  isInstalled: answers('/usr/bin/python3', ['-c', "import ctypes; ctypes.CDLL('libvterm.so.0')"]),
  show: (cases) => run('/usr/bin/python3', [driver('libvterm')], cases),
};

function driver(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}-driver.py`, import.meta.url));
}

function answers(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { timeout: 20_000 }).status === 0;
}

function run(command: string, args: readonly string[], cases: readonly Case[]): (Shown | null)[] {
  const input = cases
    .map(
      ({ columns, rows, output }) =>
        `${columns} ${rows} ${Buffer.from(encodeText(output)).toString('base64')}\n`,
    )
    .join('');
  const stdio: ['pipe', 'pipe', 'ignore'] = ['pipe', 'pipe', 'ignore'];
  const options = { input, encoding: 'utf8', maxBuffer: 1 << 30, timeout: 600_000, stdio } as const;
  return execFileSync(command, args, options)
    .trimEnd()
    .split('\n')
    .map((line) => Answer.parse(JSON.parse(line)));
}
