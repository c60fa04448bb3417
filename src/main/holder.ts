import { closeSync, writeSync } from 'node:fs';
import { StetError } from '../base/errors.ts';
import { writeLog } from '../os/log.ts';
import { serveHolder } from '../pty/serve-holder.ts';

/** Whoever started this process waits there for a line. */
const STARTER = 3;

const [, , folder = '', tellStarter] = process.argv;
const asked = new AbortController();

process.title = 'stet-holder';
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => asked.abort());
process.on('SIGHUP', () => undefined);
// An owner can come again, the programs cannot: whatever goes wrong, they stay.
process.on('uncaughtException', (failure) => log(failure.stack ?? failure.message));

try {
  log(`begins in ${folder}`);
  await serveHolder({ folder, ready: () => tell('ready'), log, signal: asked.signal });
  log('ends');
} catch (failure) {
  log(String(failure));
  tell(failure instanceof StetError ? `${failure.code} ${failure.message}` : String(failure));
}
process.exit();

/** One line to the starter. */
function tell(line: string): void {
  if (tellStarter === undefined) return;
  attempt(() => writeSync(STARTER, `${line}\n`));
  attempt(() => closeSync(STARTER));
}

function log(line: string): void {
  writeLog(`holder ${process.pid} ${line}`);
}

/** The starter may be gone: no reason to end. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // There is nobody to tell.
  }
}
