import { backends } from '../backends/backends.ts';
import { createDispatcher, type Dispatcher, type DispatcherSetup } from '../daemon/dispatch.ts';
import { configFile, stateFolder } from '../os/paths.ts';
import { openStore } from '../store/store.ts';

type Parts = Omit<DispatcherSetup, 'store' | 'backends' | 'configFile'>;

/**
 * Wires the engine, and finds the dispatcher for an environment: that names the store and the
 * settings' file. Those of one daemon share everything else.
 */
export function openHouse(
  parts: Parts,
): (env: Readonly<Record<string, string | undefined>>) => Promise<Dispatcher> {
  const known = new Map<string, Promise<Dispatcher>>();
  return async (env) => {
    const [folder, file] = [stateFolder(env), configFile(env)];
    const key = JSON.stringify([folder, file]);
    const opened = known.get(key) ?? openDispatcher(folder, { ...parts, configFile: file });
    known.set(key, opened);
    // A folder that cannot be used now may be in order at the next request.
    opened.catch(() => known.delete(key));
    return opened;
  };
}

async function openDispatcher(
  folder: string,
  parts: Omit<DispatcherSetup, 'store' | 'backends'>,
): Promise<Dispatcher> {
  return createDispatcher({ store: await openStore(folder), backends, ...parts });
}
