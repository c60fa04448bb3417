import type * as z from 'zod';
import type { AgentView, Doubt, Probe, Sighting } from './agent.ts';
import { readJson } from './json-file.ts';

/** How an agent writes down which process shows which conversation. */
export interface PidFile {
  /** Path of the file of a process. */
  readonly path: (view: AgentView) => string;
  readonly schema: z.ZodType<PidRecord>;
  readonly via: string;
  /** Whether the agent writes one for every process: then its absence is suspicious. */
  readonly isCertain: boolean;
}

/** What a pid file says, in one form for all agents. */
export interface PidRecord {
  readonly id: string;
  /** Clock ticks after boot. */
  readonly startTime: string;
  /** Absent when the agent does not note it. */
  readonly bootId?: string | undefined;
  readonly title?: string | undefined;
  /** It ended in good order. */
  readonly hasEnded?: boolean | undefined;
}

/** A process that is younger may not have written its file yet. */
const WRITING_MS = 30_000;
/** Wall clocks are adjusted by a little; a file of an earlier boot is older than that. */
const CLOCK_SLACK_MS = 60_000;

/**
 * The record that a process left about itself. A pid is reused and files outlive crashes and
 * reboots, so it counts only if start time and boot are those of the process that is looked at.
 */
export function pidFileProbe(file: PidFile): Probe {
  return async (view) => {
    const found = readJson(file.path(view));
    if (found.kind === 'missing') return absent(file, view);
    const isJson = found.kind === 'json';
    const record = isJson ? file.schema.safeParse(found.value) : undefined;
    if (!isJson || record?.success !== true) return { doubt: `its ${file.via} cannot be read` };
    return judge(record.data, { file, view, writtenAt: found.changedAt });
  };
}

function absent({ via, isCertain }: PidFile, { process }: AgentView): Doubt | undefined {
  return isCertain && process.ageMs > WRITING_MS ? { doubt: `it has no ${via}` } : undefined;
}

interface Judged {
  readonly file: PidFile;
  readonly view: AgentView;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

function judge(
  { id, startTime, bootId, title, hasEnded }: PidRecord,
  { file: { via, isCertain }, view: { process }, writtenAt }: Judged,
): Sighting | Doubt | undefined {
  const { epoch, ageMs } = process;
  const isOther = startTime !== String(epoch.startTime);
  if (isOther || (bootId !== undefined && bootId !== epoch.bootId)) {
    // Of another process: it says nothing of this one, which should have written its own.
    return isCertain ? { doubt: `its ${via} is of an earlier process` } : undefined;
  }
  const startedAt = Date.now() - ageMs;
  if (bootId === undefined && writtenAt < startedAt - CLOCK_SLACK_MS) {
    return { doubt: `its ${via} is older than the process` };
  }
  if (hasEnded === true) return { doubt: `its ${via} says that it has ended` };
  return { id, certainty: 'exact-live', via, ...(title === undefined ? {} : { title }) };
}
