import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const PROGRAMS = ['Xvfb', 'xterm', 'xdotool'];
const missing = PROGRAMS.filter((name) => spawnSync('which', [name]).status !== 0);

export const isXtermHere: boolean = missing.length === 0;
export const isXtermRequired: boolean = process.env['STET_REQUIRE'] === 'all';

if (!isXtermHere && !isXtermRequired) {
  process.stderr.write(`SKIPPED: xterm judges nothing here, without ${missing.join(', ')}\n`);
}

/** A key between the others, and what every xterm sends for it. */
const FENCE_KEY = 'F12';
const FENCE = '\u001B[24~';

/** An X server of our own, without a screen or a window manager. */
export interface XServer {
  readonly display: string;
  readonly stop: () => Promise<void>;
}

export async function startXServer(): Promise<XServer> {
  const child = spawn('Xvfb', ['-displayfd', '1', '-noreset', '-screen', '0', '800x600x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child, 'spawn');
  const chunks: unknown[] = await once(child.stdout, 'data');
  return { display: `:${String(chunks[0]).trim()}`, stop: () => end(child) };
}

/** What a real xterm sends for each key (as xdotool writes it) after printing `setup`. */
export async function askXterm(
  { display }: XServer,
  setup: string,
  keys: readonly string[],
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stet-xterm-'));
  const output = join(folder, 'typed');
  const xterm = startXterm(display, folder, setup);
  try {
    await focus(display, output);
    return await typeInto(output, display, keys);
  } finally {
    await end(xterm);
    rmSync(folder, { recursive: true });
  }
}

/** Starts an xterm whose program writes what it reads to "typed". */
function startXterm(display: string, folder: string, setup: string): ChildProcess {
  writeFileSync(join(folder, 'typed'), '');
  writeFileSync(join(folder, 'setup'), setup);
  const program = 'stty raw -echo; cat setup; exec cat > typed';
  const resources = ['XTerm*metaSendsEscape: true', 'XTerm*altSendsEscape: true'];
  const options = resources.flatMap((resource) => ['-xrm', resource]);
  return spawn('xterm', ['-u8', '-geometry', '80x24+0+0', ...options, '-e', program], {
    cwd: folder,
    env: { ...process.env, DISPLAY: display },
    stdio: 'ignore',
  });
}

/** Without a window manager the keys go where the pointer is, once a window is there. */
async function focus(display: string, output: string): Promise<void> {
  await until(() => {
    drive(display, ['mousemove', '100', '100', 'key', FENCE_KEY, 'mousemove', '90', '90']);
    return readFileSync(output, 'latin1').endsWith(FENCE);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

async function typeInto(
  output: string,
  display: string,
  keys: readonly string[],
): Promise<readonly string[]> {
  await settled(output);
  const before = readFileSync(output, 'latin1').length;
  drive(display, ['key', '--delay', '4', ...keys.flatMap((key) => [key, FENCE_KEY])]);
  const typed = (): readonly string[] => readFileSync(output, 'utf8').slice(before).split(FENCE);
  await until(() => typed().length > keys.length);
  return typed().slice(0, keys.length);
}

/** Fences that were sent to get the focus may still arrive: one that is counted ends them. */
async function settled(output: string): Promise<void> {
  let size = -1;
  await until(() => {
    const last = size;
    size = readFileSync(output).length;
    return size === last;
  });
}

function drive(display: string, command: readonly string[]): void {
  spawnSync('xdotool', [...command], { env: { ...process.env, DISPLAY: display } });
}

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error('xterm did not answer within 20 s');
    await delay(100);
  }
}
