import type { Backend, RestoreJob } from '../backends/backend.ts';
import type { Checkpoint, Problem } from '../model/checkpoint.ts';
import type { PlannedAction } from '../model/report.ts';
import type { Closing } from './plan-closing.ts';
import type { PlannedLaunch } from './planned-launch.ts';
import type { Selection } from './select.ts';

/** What is to be brought back, and how. */
export interface PlanRequest {
  readonly checkpoint: Checkpoint;
  readonly mode: 'merge' | 'replace';
  readonly only: readonly string[];
  readonly hosts: readonly string[];
}

/** The typed list of what a restore would do. Making one changes nothing. */
export interface RestorePlan {
  readonly request: Pick<PlanRequest, 'mode' | 'hosts'> & {
    readonly checkpoint: Pick<Checkpoint, 'id' | 'workspace'>;
  };
  readonly selection: Selection;
  readonly hosts: readonly HostPlan[];
  readonly actions: readonly PlannedAction[];
  readonly notices: readonly Problem[];
  /** The same for the same checkpoint, request and world; another world makes it another plan. */
  readonly hash: string;
}

/** A plan's part in one host. */
export interface HostPlan {
  readonly key: string;
  readonly address: string;
  readonly backend: Backend;
  readonly job: Omit<RestoreJob, 'starts'>;
  readonly launches: ReadonlyMap<string, PlannedLaunch>;
  /** Stable ids to close, outermost only. */
  readonly close: Closing;
}
