import type { TtyReader } from '../../os/tty-reader.ts';
import type { Holder } from '../../pty/holder.ts';
import type { SessionTable } from '../table/session-table.ts';
import type { SessionChange } from '../sessions.ts';
import type { ArrangementBook } from '../hosted/arrangement-book.ts';
import type { LateLines } from './late-lines.ts';
import type { SessionLimits } from './limits.ts';
import type { Pace } from './pace.ts';

/** What every operation on sessions works with. */
export interface House {
  readonly holder: Holder;
  /** Where the files of sessions are. */
  readonly folder: string;
  readonly table: SessionTable;
  readonly arrangement: ArrangementBook;
  readonly limits: SessionLimits;
  readonly tty: TtyReader;
  readonly pace: Pace;
  readonly lateLines: LateLines;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly entropy: (sizeBytes: number) => Uint8Array;
  readonly tell: (change: SessionChange) => void;
}
