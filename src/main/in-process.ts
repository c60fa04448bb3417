import { randomBytes } from 'node:crypto';
import { StetError } from '../base/errors.ts';
import { backends } from '../backends/backends.ts';
import type { Client } from '../client/client.ts';
import { createDispatcher } from '../daemon/dispatch.ts';
import { configFile, stateFolder } from '../os/paths.ts';
import { openStore } from '../store/store.ts';

/** The client wired straight to the dispatcher: the whole of stet in this one process. */
export async function connectInProcess(version: string): Promise<Client> {
  const store = await openStore(stateFolder());
  const dispatcher = createDispatcher({ store, backends, version, configFile: configFile() });
  return {
    call: async (method, request, { signal, onProgress }) =>
      dispatcher.dispatch(method, request, {
        signal,
        now: Date.now,
        entropy: (sizeBytes) => randomBytes(sizeBytes),
        progress: (step, done, total) => onProgress({ step, done, total }),
      }),
    attach: async () => Promise.reject(needsDaemon()),
    follow: async () => Promise.reject(needsDaemon()),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function needsDaemon(): StetError {
  return new StetError('DAEMON_NEEDED', 'Cannot reach sessions without the daemon');
}
