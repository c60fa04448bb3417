// What 100,000 lines of history cost: in memory next to @xterm/headless, and sealed for the disk.
// Each engine is filled in a process of its own, in which nothing else was read before.
//   npm run build && node --expose-gc bench/term/memory.mjs
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { restoreTerminal } from '../../dist/term/open-terminal.js';
import { VtTerminal } from '../../dist/term/vt/vt-terminal.js';
import { XtermTerminal } from '../../dist/term/xterm/xterm-terminal.js';

const LINES = 100_000;
const encoder = new TextEncoder();
const output = encoder.encode(
  Array.from(
    { length: LINES },
    (_, at) =>
      `\u001B[0m-rw-r--r-- 1 demo demo ${(at * 37) % 100_000} Jan  1 10:${at % 60} \u001B[01;34mfolder-${at}\u001B[0m \u001B[${at % 3 === 0 ? '01;32' : at % 7 === 0 ? '01;36' : '0'}mfile-${at}.ts\u001B[0m\r\n`,
  ).join(''),
);

/** Buffers that were dropped are counted until the next collections have run: wait for them. */
async function used() {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

function fill(Engine, lines = LINES) {
  const terminal = new Engine({ size: { columns: 80, rows: 24 }, historyLines: LINES * 2 });
  const bytes = output.subarray(0, Math.ceil((output.length * lines) / LINES));
  for (let at = 0; at < bytes.length; at += 4096) terminal.write(bytes.subarray(at, at + 4096));
  return terminal;
}

const engines = { stet: VtTerminal, xterm: XtermTerminal };
const [only] = process.argv.slice(2);
if (only !== undefined) {
  // Compiled code is not history: some lines are read before it is measured.
  fill(engines[only], LINES / 20);
  const before = await used();
  const terminal = fill(engines[only]);
  console.log((await used()) - before);
  process.exit(terminal.size.columns === 80 ? 0 : 1);
}

function megabytesOf(engine) {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), engine];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

function milliseconds(act) {
  const before = performance.now();
  const result = act();
  return { result, ms: performance.now() - before };
}

const ours = fill(VtTerminal);
const theirs = fill(XtermTerminal);
const pages = ours.vt.history.pages;
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const sealed = pages.reduce((sum, page) => sum + brotliCompressSync(page.bytes, quality).length, 0);
const saved = milliseconds(() => ours.save());
const small = milliseconds(() => ours.save({ sealedPages: false }));
const restored = milliseconds(() => restoreTerminal(saved.result, {}));
const resized = milliseconds(() => ours.resize({ columns: 120, rows: 40 }));
const resizedTheirs = milliseconds(() => theirs.resize({ columns: 120, rows: 40 }));
const found = milliseconds(() => ours.history.search('folder-77777'));
const rows = [
  ['100,000 lines in memory, MB', megabytesOf('stet').toFixed(1), megabytesOf('xterm').toFixed(1)],
  ['the same, each page by brotli-1, MB', (sealed / 1e6).toFixed(2), '-'],
  ['save all, ms', saved.ms.toFixed(1), '-'],
  ['save without sealed pages, ms', small.ms.toFixed(1), '-'],
  ['restore all, ms', restored.ms.toFixed(1), '-'],
  ['resize to 120 by 40, ms', resized.ms.toFixed(1), resizedTheirs.ms.toFixed(1)],
  ['search for a word, ms', found.ms.toFixed(1), '-'],
];
console.log(`| what | stet | xterm |\n|---|---|---|`);
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
