import { spawn } from 'node:child_process';
import type { PrivateTmux } from './private-tmux.ts';
import { until } from './until.ts';

/** A client of the user's that looks at a session. Disposing of it lets it leave. */
export interface AttachedClient extends AsyncDisposable {
  ended(): Promise<void>;
  leave(): Promise<void>;
}

export async function attachTo(server: PrivateTmux, session: string): Promise<AttachedClient> {
  const client = spawn('tmux', ['-u', '-S', server.socket, '-C', 'attach', '-t', session], {
    env: server.sandbox.env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  client.stdin.on('error', () => undefined);
  const ended = async (): Promise<void> => {
    await until(
      'the client has ended',
      () => client.exitCode !== null || client.signalCode !== null,
    );
  };
  await until(
    `a client is attached to ${session}`,
    async () => (await server.ask(session, '#{session_attached}')) === '1',
  );
  const leave = async (): Promise<void> => {
    client.stdin.end();
    await ended();
  };
  return { ended, leave, [Symbol.asyncDispose]: leave };
}
