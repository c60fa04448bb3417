// eslint-disable-next-line import/no-unassigned-import -- first, because it is for every schema made after it
import './plain-checks.ts';
import { randomBytes } from 'node:crypto';
import { StetError } from '../base/errors.ts';
import type { Client } from '../client/client.ts';
import { openHouse } from './house.ts';

/** The client wired straight to the dispatcher: the whole of stet in this one process. */
export async function connectInProcess(version: string): Promise<Client> {
  const dispatcher = await openHouse({ version }).dispatcherFor(process.env);
  return {
    call: async (method, request, { signal, onProgress }) =>
      dispatcher.dispatch(method, request, {
        signal,
        now: Date.now,
        entropy: (sizeBytes) => randomBytes(sizeBytes),
        progress: (step, done, total) => onProgress({ step, done, total }),
      }),
    follow: async () => {
      throw needsDaemon();
    },
    attach: async () => {
      throw needsDaemon();
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function needsDaemon(): StetError {
  return new StetError('DAEMON_NEEDED', 'Cannot reach sessions without the daemon');
}
