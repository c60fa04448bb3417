import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Call } from '../../os/call.ts';
import { callRemoteControl } from './remote-control.ts';

const [START, END] = ['\u001BP@kitty-cmd', '\u001B\\'];

const call: Call = {
  signal: new AbortController().signal,
  now: Date.now,
  entropy: (sizeBytes) => new Uint8Array(sizeBytes),
  patienceMs: 2_000,
  progress: () => undefined,
};

/** So much is read from a socket at once (libuv). */
const PIECE_BYTES = 64 * 1024;

test('an answer is whole wherever its pieces end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-remote-'));
  const socket = join(folder, 'kitty.sock');
  let sizeBytes = 0;
  // Like a kitty, it leaves the connection open until the other side hangs up.
  const server = createServer({ allowHalfOpen: true }, (caller) => {
    caller.once('data', () => caller.write(answerOf(sizeBytes)));
    caller.once('end', () => caller.end());
  });
  try {
    server.listen(socket);
    await once(server, 'listening');
    for (sizeBytes of [100, PIECE_BYTES, PIECE_BYTES + 1, PIECE_BYTES + 2, 2 * PIECE_BYTES + 1]) {
      const told = await callRemoteControl(socket, {}, { timeoutMs: 2_000, call });
      expect(told).toMatch(/^x+$/);
    }
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});

function answerOf(sizeBytes: number): string {
  const [before, after] = [`${START}{"ok":true,"data":"`, `"}${END}`];
  return `${before}${'x'.repeat(sizeBytes - before.length - after.length)}${after}`;
}
