// One engine on one stream in a process of its own: prints the MB per CPU-second.
//   node bench/term/measure.mjs stet|xterm <stream> <bytes>
import xterm from '@xterm/headless';
import { VtTerminal } from '../../dist/term/vt/vt-terminal.js';
import { streamOf } from './streams.mjs';

const CHUNK = 4096;
const WARM_UP_SECONDS = 0.5;
const SECONDS = 1;
const columns = 80;
const rows = 24;
const HISTORY = 10_000;

const engines = {
  stet: () => {
    const terminal = new VtTerminal({ size: { columns, rows }, historyLines: HISTORY });
    return (bytes) => terminal.write(bytes);
  },
  xterm: () => {
    const options = { cols: columns, rows, scrollback: HISTORY, logLevel: 'off' };
    const terminal = new xterm.Terminal(options);
    return (bytes) => terminal._core.writeSync(bytes);
  },
};

const [engine, stream, size] = process.argv.slice(2);
const bytes = streamOf(stream, Number(size));

/** The time of the whole process counts: collecting garbage and compiling happen on other threads. */
function secondsOf(act) {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function readAll() {
  const write = engines[engine]();
  for (let at = 0; at < bytes.length; at += CHUNK) write(bytes.subarray(at, at + CHUNK));
}

/** Reads the stream again and again, each time from the start; returns the MB per CPU-second. */
function rateOver(leastSeconds) {
  let seconds = 0;
  let passes = 0;
  for (; seconds < leastSeconds; passes += 1) seconds += secondsOf(readAll);
  return (bytes.length * passes) / seconds / 1e6;
}

rateOver(WARM_UP_SECONDS);
console.log(rateOver(SECONDS));
