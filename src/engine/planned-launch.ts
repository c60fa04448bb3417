import type { Launch } from '../backends/backend.ts';
import type { Problem } from '../model/checkpoint.ts';
import type { KeptFiles } from '../programs/resume-agent.ts';

/** How a pane will start, and what about it will not be as saved. */
export interface PlannedLaunch {
  readonly cwd: string;
  readonly launch: Launch;
  readonly notices: readonly Problem[];
  /** Set when an agent is started or offered. */
  readonly agent?: PlannedAgent;
}

/** A conversation that a restore brings back. */
export interface PlannedAgent {
  /** Of the conversation, as `keyOf` has it. */
  readonly key: string;
  /** Its age and size in words; '' when neither is known. */
  readonly measure: string;
  readonly kept: KeptFiles;
}

/** Whether an agent starts by itself; agents start one after the other. */
export function startsAgent({ launch, agent }: PlannedLaunch): boolean {
  return agent !== undefined && launch.kind === 'run';
}
