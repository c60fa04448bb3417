import { type BigIntStats, statSync } from 'node:fs';
import { bytesOf } from './bytes.ts';

/** What tells one state of a file or folder from another. */
export interface FileStamp {
  /** Which file it is, its size and the times of its last changes; '' when there is none to be seen. */
  readonly state: string;
  readonly isFolder: boolean;
  /** Whether any later change gives it another state. */
  readonly isSettled: boolean;
}

/** Of files that are read together. */
export function stampOfAll(paths: readonly string[]): FileStamp {
  const stamps = paths.map(stampOf);
  return {
    state: stamps.map(({ state }) => state).join(' '),
    isFolder: false,
    isSettled: stamps.every(({ isSettled }) => isSettled),
  };
}

/** Looks at a file as it is now. In another thread it would take ten times as long. */
export function stampOf(path: string): FileStamp {
  const now = Date.now();
  const found = statNow(path);
  if (found === undefined) return { state: '', isFolder: false, isSettled: true };
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return {
    state: `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`,
    isFolder: found.isDirectory(),
    isSettled: isSettledAt(now, found),
  };
}

/** The kernel stamps by a clock that ticks every 10 ms, later where it is starved. */
const TICK_MS = 1_000;
/** Some file systems know whole seconds only, or every other. */
const COARSE_TICK_MS = 3_000;

/** Two changes within one tick look like one. */
export function isSettledAt(
  now: number,
  { mtimeNs, ctimeNs }: Pick<BigIntStats, 'mtimeNs' | 'ctimeNs'>,
): boolean {
  const isCoarse = ctimeNs % 10_000_000n === 0n;
  const settledAt = BigInt(now - (isCoarse ? COARSE_TICK_MS : TICK_MS)) * 1_000_000n;
  return mtimeNs < settledAt && ctimeNs < settledAt;
}

function statNow(path: string): BigIntStats | undefined {
  try {
    return statSync(bytesOf(path), { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
