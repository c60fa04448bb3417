// MB per CPU-second at 4 KB writes: stet's engine next to @xterm/headless and, if it is here, tmux.
//   npm run build && node bench/term/parse.mjs [megabytes]
import { XtermTerminal } from '../../dist/term/xterm/xterm-terminal.js';
import { VtTerminal } from '../../dist/term/vt/vt-terminal.js';
import { streams } from './streams.mjs';
import { measureTmux } from './tmux.mjs';

const CHUNK = 4096;
const ROUNDS = 5;
const size = Number(process.argv[2] ?? 16) * 1_000_000;

function measure(Engine, bytes) {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const terminal = new Engine({ size: { columns: 80, rows: 24 }, historyLines: 10_000 });
    const before = process.cpuUsage();
    for (let at = 0; at < bytes.length; at += CHUNK) terminal.write(bytes.subarray(at, at + CHUNK));
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  return bytes.length / best;
}

const head = ['stream', 'stet', 'xterm', 'tmux', 'stet/xterm', 'stet/tmux'];
const rows = [head];
for (const [name, bytes] of streams(size)) {
  const short = bytes.subarray(0, bytes.length / 4);
  const [stet, xterm] = [measure(VtTerminal, bytes), measure(XtermTerminal, short)];
  const tmux = measureTmux(short);
  rows.push([
    name,
    stet.toFixed(0),
    xterm.toFixed(1),
    tmux === undefined ? '-' : tmux.toFixed(1),
    `${(stet / xterm).toFixed(1)}x`,
    tmux === undefined ? '-' : `${(stet / tmux).toFixed(1)}x`,
  ]);
}
for (const row of rows)
  console.log(
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(30) : cell.padStart(10))).join(' | ')} |`,
  );
