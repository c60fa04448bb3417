import { StetError } from '../../base/errors.ts';
import { type Call, callerOf, isTimeout } from '../../os/call.ts';
import { errnoOf } from '../../os/errno.ts';
import { run } from '../../os/run.ts';
import type { Instance } from './instance.ts';

/**
 * Asks over an abstract socket through kitty's own client: Node pads the names of such sockets to
 * their full length, and so never finds the one that kitty made.
 */
export async function runKittyClient(
  { children }: Instance,
  socket: string,
  {
    argv,
    call,
    timeoutMs,
  }: { readonly argv: readonly string[]; readonly call: Call; readonly timeoutMs: number },
): Promise<string> {
  const publicKey = (await children())[0]?.environment.get('KITTY_PUBLIC_KEY') ?? '';
  try {
    const { code, stdout, stderr } = await run({
      argv: ['kitty', '@', '--to', `unix:${socket}`, ...argv],
      env: { ...callerOf(call).env, KITTY_PUBLIC_KEY: publicKey },
      signal: call.signal,
      silenceMs: timeoutMs,
    });
    if (code === 0) return stdout.toString('utf8').trimEnd();
    throw new StetError('HOST_REFUSED', `kitty refused: ${stderr.toString('utf8').trim()}`);
  } catch (failure) {
    if (errnoOf(failure) === 'ENOENT') {
      throw new StetError('HOST_PROGRAM_MISSING', 'Cannot find the program "kitty" on the PATH');
    }
    if (!isTimeout(failure)) throw failure;
    throw new StetError('HOST_HANGS', `kitty at "${socket}" did not answer within ${timeoutMs} ms`);
  }
}
