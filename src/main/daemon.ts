import { closeSync, writeSync } from 'node:fs';
import { overridesFromEnvironment } from '../cli/overrides.ts';
import { runDaemon } from '../daemon/run-daemon.ts';
import { settle } from '../daemon/settle.ts';
import { configFile } from '../os/paths.ts';
import { chooseRuntimeFolder, openRuntimeFolder } from '../os/runtime-folder.ts';
import { failureBody } from '../protocol/wire.ts';
import { openHouse } from './house.ts';
import { readVersion } from './read-version.ts';
import { runLine } from './run-line.ts';

/** Whoever started this process waits there for a line. */
const STARTER = 3;

/** The daemon runs as soon as this file is loaded; this tells how it ended. */
export const ended: Promise<void> = process.argv.includes('--tell-starter')
  ? serveForStarter()
  : serve((pid) => process.stderr.write(`stet: the daemon runs (process ${pid})\n`));

async function serveForStarter(): Promise<void> {
  process.title = 'stet-daemon';
  try {
    await serve((pid) => tellStarter({ ready: pid }));
    process.exit(0);
  } catch (failure) {
    tellStarter({ error: failureBody(failure) });
    process.stderr.write(`${new Date().toISOString()} ${String(failure)}\n`);
    process.exit(1);
  }
}

async function serve(onReady: (pid: number) => void): Promise<void> {
  const signal = stopSignals();
  const version = readVersion();
  const file = configFile(process.env);
  const { values } = await settle(file, overridesFromEnvironment(process.env));
  const paths = await openRuntimeFolder(chooseRuntimeFolder(process.env));
  await runDaemon({
    paths,
    idleStopMs: values.idle_stop_seconds * 1_000,
    openSessions: undefined,
    openService: async ({ sessions, stopDaemon }) => {
      const { dispatcherFor } = openHouse({ version, stopDaemon });
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
    onReady: () => onReady(process.pid),
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

function tellStarter(word: object): void {
  try {
    writeSync(STARTER, `${JSON.stringify(word)}\n`);
    closeSync(STARTER);
  } catch {
    // It did not wait for us, or was told already.
  }
}
