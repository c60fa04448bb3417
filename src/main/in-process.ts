import { randomBytes } from 'node:crypto';
import { backendsWith } from '../backends/backends.ts';
import type { Client } from '../client/client.ts';
import { createDispatcher } from '../daemon/dispatch.ts';
import { SettledContents } from '../engine/settled-contents.ts';
import { configFile, stateFolder } from '../os/paths.ts';
import { openStore } from '../store/store.ts';

/** The client wired straight to the dispatcher: the whole of stet in this one process. */
export async function connectInProcess(version: string): Promise<Client> {
  const store = await openStore(stateFolder());
  const settled = new SettledContents();
  const setup = { store, backends: backendsWith(), settled, version, configFile: configFile() };
  const dispatcher = createDispatcher(setup);
  return {
    call: async (method, request, { signal, onProgress }) =>
      dispatcher.dispatch(method, request, {
        signal,
        now: Date.now,
        entropy: (sizeBytes) => randomBytes(sizeBytes),
        progress: (step, done, total) => onProgress({ step, done, total }),
      }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
