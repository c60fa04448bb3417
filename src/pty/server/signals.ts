import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf } from '../../os/errno.ts';
import type { ProcessStat } from '../../os/process-table.ts';
import { isRunning } from '../../os/temporary.ts';
import type { SignalTarget } from '../holder.ts';
import type { LivePty } from './live-pty.ts';
import { foregroundGroup, processesOn } from './on-terminal.ts';

const GRACE_MS = 1_000;
const LAST_WORD_MS = 2_000;
const POLL_MS = 10;

/** False when there was nothing left to signal, or no such signal. */
export async function signalPty(
  pty: LivePty,
  signal: string,
  target: SignalTarget,
): Promise<boolean> {
  if (!isSignal(signal)) return false;
  if (target === 'foreground') {
    const group = await foregroundGroup(pty);
    return group !== undefined && send(-group, signal);
  }
  const found = await processesOn(pty);
  return found.map(({ pid }) => send(pid, signal)).includes(true);
}

/** Hangs up, and kills what still runs a second later. What has let go of the terminal is left alone. */
export async function endPty(pty: LivePty): Promise<void> {
  if (pty.exit !== undefined && pty.isEnded) return;
  const asked = await processesOn(pty);
  for (const { pid } of asked) {
    send(pid, 'SIGHUP');
    // One that is stopped cannot hang up.
    send(pid, 'SIGCONT');
  }
  if (await areGone(pty, asked, GRACE_MS)) return;
  const killed = [...asked, ...(await processesOn(pty))];
  for (const { pid, startTime } of killed) {
    if (await isRunning(pid, startTime)) send(pid, 'SIGKILL');
  }
  await areGone(pty, killed, LAST_WORD_MS);
}

async function areGone(
  pty: LivePty,
  processes: readonly ProcessStat[],
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  do {
    const running = await Promise.all(
      processes.map(async ({ pid, startTime }) => isRunning(pid, startTime)),
    );
    if (!running.includes(true) && (await processesOn(pty)).length === 0) return true;
    await sleep(POLL_MS);
  } while (performance.now() < deadline);
  return false;
}

function isSignal(name: string): name is NodeJS.Signals {
  return name in constants.signals;
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (failure) {
    if (errnoOf(failure) === undefined) throw failure;
    return false;
  }
}
