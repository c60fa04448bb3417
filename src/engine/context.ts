import type { Backend } from '../backends/backend.ts';
import type { AgentPolicy } from '../programs/resume-agent.ts';
import type { Store } from '../store/store.ts';
import type { InOrder } from './in-order.ts';
import type { Recorded } from './recorded.ts';
import type { SettledContents } from './settled-contents.ts';
import type { Stamps } from './stamps.ts';

/** What an operation of the engine works with. */
export interface EngineContext {
  readonly store: Store;
  readonly backends: readonly Backend[];
  readonly options: EngineOptions;
  /** What earlier saves of this process stored and need not read again. */
  readonly settled: SettledContents;
  readonly recorded: Recorded;
  readonly stamps: Stamps;
  /** Saves of this process describe hosts and are written one after the other: none is overtaken by an older one. */
  readonly saves: InOrder;
  /** Of stet itself, for a checkpoint's provenance. */
  readonly version: string;
}

/** The settings that the engine obeys, by their names in the options table. */
export interface EngineOptions extends AgentPolicy {
  readonly save_scrollback: 'full' | 'recent' | 'none';
  readonly max_scrollback_lines: number;
  readonly save_paste_buffers: boolean;
  readonly tmux_sockets: readonly string[];
  readonly kitty_sockets: readonly string[];
  readonly kitty_restore_together: boolean;
  readonly kitty_session_save_dir: string;
  readonly kitty_session_save_opts: string;
  readonly host_timeout_ms: number;
}

/** The workspace that keeps what was there before each restore. */
export const PRE_RESTORE = 'pre-restore';
