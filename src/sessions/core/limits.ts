/** What sessions may take. */
export interface SessionLimits {
  /** How many run at once. Default 100. */
  readonly sessions: number;
  /** Ended sessions that stay readable. Default 100. */
  readonly tombstones: number;
  /** For so many milliseconds. Default 10 minutes. */
  readonly tombstoneMs: number;
  /** Bytes of output that a session keeps unless its spawn says otherwise. Default 2 MiB. */
  readonly retainBytes: number;
  /** Bytes of output that all sessions keep together, ended ones included. Default 1 GiB. */
  readonly totalRetainBytes: number;
}

export const defaultLimits: SessionLimits = {
  sessions: 100,
  tombstones: 100,
  tombstoneMs: 10 * 60_000,
  retainBytes: 2 * 1024 * 1024,
  totalRetainBytes: 1024 * 1024 * 1024,
};
