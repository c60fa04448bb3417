import { closeSync, writeSync } from 'node:fs';
import { resolveOptions } from '../protocol/resolve-options.ts';
import { runDaemon } from '../daemon/run-daemon.ts';
import { readConfig } from '../daemon/read-config.ts';
import { overridesFromEnvironment } from '../cli/overrides.ts';
import { configFile } from '../os/paths.ts';
import { chooseRuntimeFolder, openRuntimeFolder } from '../os/runtime-folder.ts';
import { failureBody } from '../protocol/wire.ts';
import { openHouse } from './house.ts';
import { readVersion } from './read-version.ts';
import { runLine } from './run-line.ts';

/** Whoever started this process reads there whether it serves. */
const STARTER = 3;
const isStarted = process.argv.includes('--tell-starter');

try {
  await main();
} catch (failure) {
  tell({ error: failureBody(failure) });
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const signal = stopSignals();
  const version = readVersion();
  const { values } = resolveOptions([
    await readConfig(configFile(process.env)),
    { origin: 'environment', values: overridesFromEnvironment(process.env) },
  ]);
  const paths = await openRuntimeFolder(chooseRuntimeFolder(process.env));
  await runDaemon({
    paths,
    idleStopMs: values.idle_stop_seconds * 1_000,
    openSessions: undefined,
    openService: async ({ sessions, stopDaemon }) => {
      const dispatcherFor = openHouse({ version, stopDaemon });
      return {
        version,
        folder: paths.folder,
        sessions,
        dispatcherFor,
        runLine: async (line, ending) => runLine(line, { version, dispatcherFor, ending }),
        allowedOrigins: [],
      };
    },
    isBusy: () => false,
    onReady: () => tell({ ready: process.pid }),
    signal,
  });
}

/** Aborted by the first signal that asks a process to end; a lost terminal is none. */
function stopSignals(): AbortSignal {
  const asked = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => asked.abort());
  process.on('SIGHUP', () => undefined);
  return asked.signal;
}

/** One line to the starter; to the terminal of somebody who runs this in the foreground. */
function tell(word: object): void {
  const line = `${JSON.stringify(word)}\n`;
  if (!isStarted) {
    process.stderr.write(line);
    return;
  }
  try {
    writeSync(STARTER, line);
    closeSync(STARTER);
  } catch {
    // It did not wait for us.
  }
}
