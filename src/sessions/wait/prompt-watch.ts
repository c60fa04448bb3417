import { processStat } from '../../os/process-table.ts';
import type { Session } from '../core/session.ts';
import { isShell } from './shells.ts';
import { argvOf } from '../../os/process-table.ts';

const POLL_MS = 25;
/** A shell that reads whole lines does not say when it waits: it has kept still for so long. */
const STILL_MS = 150;

/**
 * Watches whether the shell of a session shows its prompt and waits. A shell with our marks says
 * so; of another one it is known by what it does: it is in the foreground, it sleeps, and it has
 * printed something since the last input and kept still since.
 */
export class PromptWatch implements AsyncDisposable {
  readonly #session: Session;
  readonly #signal: AbortSignal;
  #isOver = false;
  #seen = false;
  #polling: Promise<void> = Promise.resolve();

  constructor(session: Session, signal: AbortSignal) {
    this.#session = session;
    this.#signal = signal;
  }

  get isReady(): boolean {
    const { state, isFresh } = this.#session.shell;
    return state === 'unknown' ? this.#seen : state === 'ready' && isFresh;
  }

  begin(): void {
    this.#polling = this.#poll();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#polling;
  }

  async #poll(): Promise<void> {
    while (!this.#isOver && !this.#signal.aborted && this.#session.isRunning) {
      if (this.#session.shell.state === 'unknown' && !this.#seen) {
        this.#seen = await isShellWaiting(this.#session);
        if (this.#seen) this.#session.updated();
      }
      await new Promise((resolve) => {
        setTimeout(resolve, POLL_MS);
      });
    }
  }
}

/** Which prompt counts: any, or only one that was printed since the last input. */
export type PromptAge = 'any' | 'new';

/** Does a shell without our marks wait for a command? */
export async function isShellWaiting(session: Session, age: PromptAge = 'new'): Promise<boolean> {
  const { offset, inputOffset } = session;
  if (offset === 0 || (age === 'new' && offset === inputOffset)) return false;
  const root = await processStat(session.pid);
  const pid = root?.foregroundGroup ?? 0;
  const [leader, argv] = await Promise.all([processStat(pid), argvOf(pid)]);
  if (leader?.state !== 'S' || !isShell(argv)) return false;
  const flags = await session.ttyFlags();
  if (flags === undefined || session.offset !== offset) return false;
  // Line editors switch whole lines off while they wait, and on again while a command runs.
  if (!flags.canonical) return true;
  return flags.echo && Date.now() - session.lastOutputAt >= STILL_MS;
}
