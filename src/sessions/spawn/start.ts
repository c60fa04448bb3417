import type { Engine } from '../../term/open-terminal.ts';
import type { SessionSize } from '../../protocol/session-answers.ts';
import type { AwaitedNote } from '../core/awaited-lines.ts';

/** A program to start, with all that was decided about it. */
export interface Start {
  readonly id: string;
  readonly name: string;
  readonly argv: readonly string[];
  /** What listings show. */
  readonly shownArgv: readonly string[];
  readonly cwd: string;
  readonly env: readonly string[];
  /** TERM; empty: xterm-256color. */
  readonly term: string;
  readonly size: SessionSize;
  readonly retainBytes: number;
  readonly engine: Engine;
  readonly createdAt: number;
  /** Saved lines to show above it. */
  readonly lines: readonly string[];
  /** Lines above those that come later. */
  readonly awaited?: AwaitedNote | undefined;
  readonly title: string;
}
