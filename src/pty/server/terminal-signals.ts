import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf } from '../../os/errno.ts';
import { processStatNow } from '../../os/process-table.ts';
import type { SignalTarget } from '../holder.ts';
import type { LivePty } from './live-pty.ts';
import type { LivingProcess, Processes } from './processes.ts';

const GRACE_MS = 1_000;
const LAST_WORD_MS = 2_000;
const FIRST_POLL_MS = 5;
const SLOWEST_POLL_MS = 50;

/** Reaches the processes on terminals. */
export class TerminalSignals {
  readonly #processes: Processes;

  constructor(processes: Processes) {
    this.#processes = processes;
  }

  /** False when there was nothing left to signal, or there is no such signal. */
  send(pty: LivePty, signal: string, target: SignalTarget): boolean {
    if (!isSignal(signal)) return false;
    if (target === 'foreground') return signalForeground(pty, signal);
    const found = this.#on(pty);
    return found.map(({ pid }) => kill(pid, signal)).includes(true);
  }

  /** Hangs up, and kills what runs on regardless. What has let go of the terminal is left alone. */
  async end(pty: LivePty): Promise<void> {
    if (pty.exit !== undefined && pty.isEnded) return;
    const asked = this.#on(pty);
    for (const { pid } of asked) {
      kill(pid, 'SIGHUP');
      // One that is stopped cannot hang up.
      kill(pid, 'SIGCONT');
    }
    const stubborn = await this.#leftOf(asked, pty, GRACE_MS);
    for (const { pid } of stubborn) kill(pid, 'SIGKILL');
    await this.#leftOf(stubborn, pty, LAST_WORD_MS);
  }

  /** What still runs of `asked`, and what else is on the terminal, when none does or time is up. */
  async #leftOf(
    asked: readonly LivingProcess[],
    pty: LivePty,
    timeoutMs: number,
  ): Promise<readonly LivingProcess[]> {
    const lives = new Set(asked.map(lifeOf));
    const deadline = performance.now() + timeoutMs;
    for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 2, SLOWEST_POLL_MS)) {
      const all = this.#processes.look();
      const left = all.filter((one) => lives.has(lifeOf(one)) || isOn(pty, one));
      if (left.length === 0 || performance.now() > deadline) return left;
      await sleep(pollMs);
    }
  }

  #on(pty: LivePty): readonly LivingProcess[] {
    return this.#processes.look().filter((one) => isOn(pty, one));
  }
}

/**
 * Whether a process is on a terminal. While its program runs that is the program's session,
 * whatever process groups it has formed. A process that has left for a session of its own belongs
 * to it as long as it reads from or writes to the terminal and has got no other. When the program
 * has ended the session's number may be another's, so the terminal alone counts.
 */
function isOn(pty: LivePty, one: LivingProcess): boolean {
  if (one.pid === process.pid) return false;
  return (pty.exit === undefined && one.session === pty.pid) || one.files.includes(pty.device);
}

function signalForeground(pty: LivePty, signal: NodeJS.Signals): boolean {
  if (pty.exit !== undefined) return false;
  const group = processStatNow(pty.pid)?.foregroundGroup ?? -1;
  return group > 0 && kill(-group, signal);
}

/** A pid alone may have been reused. */
function lifeOf({ pid, startTime }: LivingProcess): string {
  return `${pid} ${startTime}`;
}

function isSignal(name: string): name is NodeJS.Signals {
  return name in constants.signals;
}

function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (failure) {
    if (errnoOf(failure) === undefined) throw failure;
    return false;
  }
}
