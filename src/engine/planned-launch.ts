import type { Launch } from '../backends/backend.ts';
import type { Problem } from '../model/checkpoint.ts';

/** How a pane will start, and what about it will not be as saved. */
export interface PlannedLaunch {
  readonly cwd: string;
  readonly launch: Launch;
  readonly notices: readonly Problem[];
  /** Set when an agent starts by itself; agents start one after the other. */
  readonly agent?: StartedAgent;
}

/** A conversation that a restore resumes. */
export interface StartedAgent {
  readonly key: string;
  readonly transcript: readonly string[];
}
