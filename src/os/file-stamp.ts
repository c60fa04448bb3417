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

/**
 * File systems stamp by a clock that ticks every 10 ms, some every 2 s: two changes within one
 * tick look like one.
 */
const TICK_MS = 3_000;

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
  const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = found;
  return {
    state: `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`,
    isFolder: found.isDirectory(),
    isSettled: mtimeMs < now - TICK_MS && ctimeMs < now - TICK_MS,
  };
}

function statNow(path: string): BigIntStats | undefined {
  try {
    return statSync(bytesOf(path), { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
