import { randomBytes } from 'node:crypto';
import { closeSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { overridesFromEnvironment } from '../cli/overrides.ts';
import { type Autosave, startAutosave } from '../daemon/autosave.ts';
import { readAhead } from '../daemon/read-ahead.ts';
import { runDaemon } from '../daemon/run-daemon.ts';
import { readLater } from '../engine/later-lines.ts';
import { settle } from '../daemon/settle.ts';
import { controllerForMany } from '../os/call.ts';
import { writeLog } from '../os/log.ts';
import { configFile } from '../os/paths.ts';
import { chooseRuntimeFolder, openRuntimeFolder } from '../os/runtime-folder.ts';
import { failureBody } from '../protocol/wire.ts';
import { connectHolder } from '../pty/connect-holder.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { openSessions } from '../sessions/open-sessions.ts';
import { type House, openHouse } from './house.ts';
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
    writeLog(String(failure));
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
    openSessions: async (scope, onLost) => {
      const script = holderScript();
      const holder = scope.own(await connectHolder(paths.folder, { script, signal }));
      void holder.lost.then(onLost);
      const { folder } = paths;
      const given = { holder, folder, now: Date.now, entropy, readAwaited: readLater };
      return scope.own(await openSessions(given));
    },
    openHouse: async ({ sessions, stopDaemon }) => {
      const house = openHouse({ version, sessions, stopDaemon });
      const { dispatcherFor } = house;
      return {
        autosave: await openAutosave(house, sessions, signal),
        service: {
          version,
          folder: paths.folder,
          sessions,
          dispatcherFor,
          runLine: async (line, ending) => runLine(line, { version, dispatcherFor, ending }),
          allowedOrigins: [],
        },
      };
    },
    onReady: () => onReady(process.pid),
    signal,
  });
}

/** A store that cannot be used is no reason to be without sessions. */
async function openAutosave(
  { setupFor }: House,
  sessions: Sessions,
  ending: AbortSignal,
): Promise<Autosave | undefined> {
  try {
    const setup = await setupFor(process.env);
    void readAhead(setup, sessions, ending);
    // The signal that ends the daemon is the reason for the last save, not its end.
    const { signal } = controllerForMany();
    const call = { signal, now: Date.now, entropy, progress: () => undefined };
    const overrides = overridesFromEnvironment(process.env);
    return startAutosave({ ...setup, overrides, sessions, call, log: writeLog });
  } catch (failure) {
    writeLog(`autosave: ${String(failure)}`);
    return undefined;
  }
}

/** As it was built beside this file. */
function holderScript(): string {
  return fileURLToPath(new URL('./holder.js', import.meta.url));
}

function entropy(sizeBytes: number): Uint8Array {
  return randomBytes(sizeBytes);
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
