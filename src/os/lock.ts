import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootId, epochOf, type ProcessEpoch } from './epoch.ts';
import { errnoOf, ignore } from './errno.ts';
import { isRunning, temporaryPath } from './temporary.ts';

const FIRST_POLL_MS = 1;
const SLOWEST_POLL_MS = 20;

/** How long to wait for a lock, and what ends the wait early. */
export interface LockWait {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The lock, or who has it. `tookOver`: an earlier holder died without giving it back. */
export type LockAttempt =
  | { readonly kind: 'held'; readonly tookOver: boolean; readonly release: () => Promise<void> }
  | { readonly kind: 'busy'; readonly holder: string };

/**
 * Takes the lock at `path` for this process. A lock is a folder with one file in it, which names
 * the holder's epoch and whose own name is never used twice. rename(2) replaces a folder only when
 * it is empty, so exactly one of many takers wins; and removing a dead holder's file by its name
 * can never remove a living one's, however slow the remover is.
 * @throws the reason of `wait.signal`
 */
export async function takeLock(path: string, wait: LockWait): Promise<LockAttempt> {
  const claim = await makeClaim(path);
  try {
    const attempt = await contend(path, claim, wait);
    if (attempt.kind === 'busy') await rm(claim, { recursive: true, force: true });
    return attempt;
  } catch (failure) {
    await rm(claim, { recursive: true, force: true });
    throw failure;
  }
}

/** Whether somebody has the lock at `path` now. */
export async function isLocked(path: string): Promise<boolean> {
  const holder = await readHolder(path);
  return holder !== undefined && holds(holder.epoch);
}

async function makeClaim(path: string): Promise<string> {
  const claim = await temporaryPath(path);
  await mkdir(claim, { mode: 0o700 });
  await chmod(claim, 0o700);
  const epoch = await epochOf(process.pid);
  const owner = join(claim, `holder-${randomBytes(8).toString('hex')}.json`);
  await writeFile(owner, `${JSON.stringify(epoch)}\n`, { mode: 0o600 });
  await chmod(owner, 0o600);
  return claim;
}

async function contend(path: string, claim: string, wait: LockWait): Promise<LockAttempt> {
  const [owner = basename(claim)] = await readdir(claim);
  const release = async (): Promise<void> => rm(join(path, owner), { force: true });
  const deadline = performance.now() + wait.timeoutMs;
  let tookOver = false;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 2, SLOWEST_POLL_MS)) {
    if (await moved(claim, path)) return { kind: 'held', tookOver, release };
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    if (!(await holds(holder.epoch))) {
      await rm(join(path, holder.file), { force: true });
      tookOver = true;
      continue;
    }
    if (performance.now() >= deadline) return { kind: 'busy', holder: holder.text.trim() };
    await sleep(pollMs, undefined, { signal: wait.signal }).catch(ignore('ABORT_ERR'));
    wait.signal.throwIfAborted();
  }
}

async function moved(claim: string, path: string): Promise<boolean> {
  try {
    await rename(claim, path);
    return true;
  } catch (failure) {
    if (['ENOTEMPTY', 'EEXIST'].includes(errnoOf(failure) ?? '')) return false;
    throw failure;
  }
}

interface Holder {
  readonly file: string;
  readonly text: string;
  readonly epoch: ProcessEpoch | undefined;
}

/** Undefined when the lock was given back while we looked. */
async function readHolder(path: string): Promise<Holder | undefined> {
  const [file] = (await readdir(path).catch(ignore('ENOENT'))) ?? [];
  if (file === undefined) return undefined;
  const text = await readFile(join(path, file), 'utf8').catch(ignore('ENOENT'));
  return text === undefined ? undefined : { file, text, epoch: parseEpoch(text) };
}

function parseEpoch(text: string): ProcessEpoch | undefined {
  const [, pid] = /"pid":(\d+)/.exec(text) ?? [];
  const [, startTime] = /"startTime":(\d+)/.exec(text) ?? [];
  const [, boot] = /"bootId":"([^"]+)"/.exec(text) ?? [];
  if (pid === undefined || startTime === undefined || boot === undefined) return undefined;
  return { bootId: boot, pid: Number(pid), startTime: Number(startTime) };
}

/** A file without an epoch is what a power cut leaves of one: its writer is gone. */
async function holds(epoch: ProcessEpoch | undefined): Promise<boolean> {
  if (epoch === undefined || epoch.bootId !== (await bootId())) return false;
  return isRunning(epoch.pid, epoch.startTime);
}
