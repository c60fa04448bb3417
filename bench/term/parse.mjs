// MB per CPU-second at 4 KB writes: stet's engine next to @xterm/headless and, if it is here, tmux.
// A process for each engine and stream, the engines by turns and all of it several times over. The
// fastest of its runs is shown of each: what else the machine does can only slow one down.
//   npm run build && node bench/term/parse.mjs [--json] [--megabytes 8] [--repeats 5] [stream...]
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { streamNames, streamOf } from './streams.mjs';
import { hasTmux, measureTmux } from './tmux.mjs';

const program = fileURLToPath(new URL('measure.mjs', import.meta.url));
const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    megabytes: { type: 'string', default: '8' },
    repeats: { type: 'string', default: '5' },
  },
  allowPositionals: true,
});
const bytes = Number(values.megabytes) * 1_000_000;
const wanted = positionals.length > 0 ? positionals : streamNames;
const engines = hasTmux() ? ['stet', 'xterm', 'tmux'] : ['stet', 'xterm'];

function measure(engine, stream) {
  if (engine === 'tmux') return measureTmux(streamOf(stream, bytes));
  const args = [program, engine, stream, String(bytes)];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

const rounds = new Map(
  wanted.map((stream) => [stream, new Map(engines.map((name) => [name, []]))]),
);
for (let repeat = 0; repeat < Number(values.repeats); repeat += 1) {
  for (const [stream, ofEngine] of rounds) {
    for (const [engine, found] of ofEngine) found.push(measure(engine, stream));
  }
}

const results = Array.from(rounds, ([stream, ofEngine]) => ({
  stream,
  ...Object.fromEntries(Array.from(ofEngine, ([engine, found]) => [engine, Math.max(...found)])),
}));

if (values.json) console.log(JSON.stringify(results, undefined, 2));
else printTable();

function printTable() {
  const rate = (value) => (value === undefined ? '-' : value.toFixed(value < 20 ? 1 : 0));
  const ratio = (ours, theirs) => (theirs === undefined ? '-' : `${(ours / theirs).toFixed(1)}x`);
  const head = ['MB per CPU-second', 'stet', 'xterm', 'tmux', 'stet/xterm', 'stet/tmux'];
  const rows = results.map(({ stream, stet, xterm, tmux }) => [
    stream,
    rate(stet),
    rate(xterm),
    rate(tmux),
    ratio(stet, xterm),
    ratio(stet, tmux),
  ]);
  for (const row of [head, head.map(() => '-'), ...rows]) {
    const cells = row.map((cell, at) => (at === 0 ? cell.padEnd(28) : cell.padStart(10)));
    console.log(`| ${cells.join(' | ')} |`);
  }
}
