import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { readCredentials } from './credentials.ts';
import type { Instance } from './instance.ts';
import { isRefusedPassword, noteRefusedPassword, passwordRefused } from './refused-password.ts';
import { callRemoteControl } from './remote-control.ts';
import { sealRequest } from './seal.ts';

/**
 * Plainly first; a kitty that asks for a password gets it, when one is known.
 * @throws StetError HOST_HANGS, HOST_DIED or HOST_REFUSED
 */
export async function callEither(
  instance: Instance,
  socket: string,
  asking: PlainAsking,
): Promise<unknown> {
  const { request, call } = asking;
  try {
    return await callRemoteControl(socket, request, asking);
  } catch (failure) {
    const isRefused = failure instanceof StetError && failure.code === 'HOST_REFUSED';
    const credentials = isRefused ? await readCredentials(await instance.children()) : undefined;
    if (credentials === undefined) throw failure;
    if (await isRefusedPassword(instance, credentials)) throw passwordRefused(instance);
    const sealed = sealRequest(request, credentials, call.now());
    return callRemoteControl(socket, sealed, asking).catch(async (silence: unknown) => {
      if (!(silence instanceof StetError) || silence.code !== 'HOST_HANGS') throw silence;
      // One that hangs does not refuse the plain request either.
      const again = await callRemoteControl(socket, request, asking).catch((own: unknown) => own);
      if (!(again instanceof StetError) || again.code !== 'HOST_REFUSED') throw silence;
      await noteRefusedPassword(instance, credentials);
      throw passwordRefused(instance);
    });
  }
}

interface PlainAsking {
  readonly request: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
  readonly call: Call;
}
