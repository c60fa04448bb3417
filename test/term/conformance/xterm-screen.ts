import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { XServer } from '../input/xterm-oracle.ts';
import { CSI, describeScreen, free, size } from './shown.ts';

/** RIS leaves the text of the alternate screen in xterm. */
const RESET = `\u001Bc${CSI}?1049h${CSI}2J${CSI}?1049l\u001Bc`;
/** What xterm answers to DSR 5. */
const FENCE = `${CSI}0n`;
const CELLS = size.columns * size.rows;
const RESOURCES = [
  'XTerm*allowWindowOps: true',
  'XTerm*disallowedWindowOps:',
  // Checksums neither negated nor masked, without renditions, blanks included.
  'XTerm*checksumExtension: 31',
];

/** What a real xterm shows after each output, every one on a terminal that was just reset. */
export async function shownByXterm(
  { display }: XServer,
  outputs: readonly string[],
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stet-xterm-screen-'));
  writeFileSync(
    join(folder, 'asked'),
    outputs.map((output) => `${RESET}${output}${questions()}`).join(''),
  );
  writeFileSync(join(folder, 'answered'), '');
  const xterm = startXterm(display, folder);
  try {
    const answers = await answersIn(join(folder, 'answered'), outputs.length);
    return answers.map(shownIn);
  } finally {
    xterm.kill();
    await once(xterm, 'exit');
    rmSync(folder, { recursive: true });
  }
}

/** Where the cursor is, and a checksum (DECRQCRA) of each cell: of one cell it is the character. */
function questions(): string {
  const cells = Array.from({ length: CELLS }, (_, at) => {
    const row = Math.floor(at / size.columns) + 1;
    const column = (at % size.columns) + 1;
    return `${CSI}${at + 1};1;${row};${column};${row};${column}*y`;
  });
  return `${CSI}6n${free}${cells.join('')}${CSI}5n`;
}

function startXterm(display: string, folder: string): ChildProcess {
  const program = 'stty raw -echo; cat asked & exec cat > answered';
  const resources = RESOURCES.flatMap((resource) => ['-xrm', resource]);
  const geometry = `${size.columns}x${size.rows}`;
  return spawn('xterm', ['-u8', '-geometry', geometry, ...resources, '-e', 'sh', '-c', program], {
    cwd: folder,
    env: { ...process.env, DISPLAY: display, LC_ALL: 'C.UTF-8' },
    stdio: 'ignore',
  });
}

async function answersIn(path: string, count: number): Promise<readonly string[]> {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const answers = readFileSync(path, 'latin1').split(FENCE);
    if (answers.length > count) return answers.slice(0, count);
    if (Date.now() > deadline) throw new Error(`xterm showed ${answers.length - 1} of ${count}`);
    await delay(20);
  }
}

/** An answer is the place of the cursor, up to "R", and then the checksums. */
function shownIn(answer: string): string {
  const codes = Array.from(answer.matchAll(/!~([\dA-F]{4})/g), ([, hex = '']) =>
    Number.parseInt(hex, 16),
  );
  const texts = codes.map((code) => (code === 0 ? '' : String.fromCharCode(code)));
  const rows = Array.from({ length: size.rows }, (_, y) =>
    texts.slice(y * size.columns, (y + 1) * size.columns),
  );
  return describeScreen(rows, answer.slice(0, answer.indexOf('R') + 1));
}
