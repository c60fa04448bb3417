import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
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

/** The lock, or the process that has it. `tookOver`: an earlier holder died without giving it back. */
export type LockAttempt =
  | { readonly kind: 'held'; readonly tookOver: boolean; readonly release: () => Promise<void> }
  | { readonly kind: 'busy'; readonly holder: string };

/**
 * Takes the lock at `path` for this process. A lock is a folder with one empty file in it, whose name
 * tells the holder's epoch and is never used twice. rename(2) replaces a folder only when it is empty,
 * so exactly one of many takers wins; and removing a dead holder's file by its name can never remove a
 * living one's, however slow the remover is. Names alone need no room on a disk that is full.
 * @throws the reason of `wait.signal`, and what the file system refuses
 */
export async function takeLock(path: string, wait: LockWait): Promise<LockAttempt> {
  const claim = await temporaryPath(path);
  try {
    await makeClaim(claim);
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

async function makeClaim(claim: string): Promise<void> {
  await mkdir(claim, { mode: 0o700 });
  await chmod(claim, 0o700);
  const owner = join(claim, await holderName());
  await writeFile(owner, '', { mode: 0o600 });
  await chmod(owner, 0o600);
}

async function holderName(): Promise<string> {
  const { startTime = 0, bootId: boot = '' } = (await epochOf(process.pid)) ?? {};
  return `${process.pid}-${startTime}-${boot}.${randomBytes(8).toString('hex')}`;
}

const HOLDER_NAME = /^(\d+)-(\d+)-([^.]+)\.[0-9a-f]+$/;

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
    const name = holder.epoch === undefined ? holder.file : `process ${holder.epoch.pid}`;
    if (performance.now() >= deadline) return { kind: 'busy', holder: name };
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
  readonly epoch: ProcessEpoch | undefined;
}

/** Undefined when the lock was given back while we looked. */
async function readHolder(path: string): Promise<Holder | undefined> {
  const [file] = (await readdir(path).catch(ignore('ENOENT'))) ?? [];
  if (file === undefined) return undefined;
  const [, pid, startTime, boot] = HOLDER_NAME.exec(file) ?? [];
  if (boot === undefined) return { file, epoch: undefined };
  return { file, epoch: { bootId: boot, pid: Number(pid), startTime: Number(startTime) } };
}

/** A name that tells no epoch is none of ours. */
async function holds(epoch: ProcessEpoch | undefined): Promise<boolean> {
  if (epoch === undefined || epoch.bootId !== (await bootId())) return false;
  return isRunning(epoch.pid, epoch.startTime);
}
