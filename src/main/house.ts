import { backendsWith } from '../backends/backends.ts';
import { createDispatcher, type Dispatcher, type DispatcherSetup } from '../daemon/dispatch.ts';
import { InOrder } from '../engine/in-order.ts';
import { Recorded } from '../engine/recorded.ts';
import { SettledContents } from '../engine/settled-contents.ts';
import { Stamps } from '../engine/stamps.ts';
import { configFile, stateFolder } from '../os/paths.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { openStore } from '../store/store.ts';

/** What every dispatcher of one process shares. */
interface HouseSetup {
  readonly version: string;
  /** Absent in a process that is no daemon. */
  readonly sessions?: Sessions;
  readonly stopDaemon?: NonNullable<DispatcherSetup['stopDaemon']>;
}

/** The engine, wired for the environment of whoever asks: that names the store and the settings. */
export interface House {
  readonly setupFor: (env: Environment) => Promise<DispatcherSetup>;
  readonly dispatcherFor: (env: Environment) => Promise<Dispatcher>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function openHouse(setup: HouseSetup): House {
  const shared = { ...setup, backends: backendsWith(setup.sessions?.hosted) };
  const setupFor = onceForEach(async (folder, file) => {
    const store = await openStore(folder);
    return {
      ...shared,
      store,
      settled: new SettledContents(),
      recorded: new Recorded(),
      stamps: new Stamps(),
      saves: new InOrder(),
      configFile: file,
    };
  });
  return { setupFor, dispatcherFor: async (env) => createDispatcher(await setupFor(env)) };
}

/** Does the work once for each pair of a store's folder and a settings' file. */
function onceForEach<T>(
  work: (folder: string, file: string) => Promise<T>,
): (env: Environment) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return async (env) => {
    const [folder, file] = [stateFolder(env), configFile(env)];
    const key = JSON.stringify([folder, file]);
    const done = known.get(key) ?? work(folder, file);
    known.set(key, done);
    // A folder that cannot be used now may be in order at the next request.
    done.catch(() => known.delete(key));
    return done;
  };
}
