import * as z from 'zod';
import { certainties } from '../model/checkpoint.ts';
import { Ulid } from '../model/ids.ts';
import { PlannedAction, Report } from '../model/report.ts';

const count = z.int().nonnegative();

/** A checkpoint in one line of a list. */
export const Summary = z.object({
  id: z.string(),
  workspace: z.string(),
  createdAt: z.string(),
  trigger: z.string(),
  status: z
    .enum(['good', 'suspect', 'too-new', 'damaged'])
    .describe('suspect: kept, but it never replaces a better one on its own'),
  why: z.string().optional().describe('why it is not good'),
  windows: count,
  tabs: count,
  panes: count,
  lines: count.describe('of scrollback'),
});

/** Something that did not go as asked, and the way out. */
export const Notice = z.object({
  code: z.string(),
  message: z.string(),
  subject: z.string().optional(),
  fix: z.string().optional(),
});

export const HostStatus = z.object({
  host: z.string().describe('as --host takes it: "tmux:/path/to/socket"'),
  status: z.enum(['ok', 'unreachable']),
  version: z.string().optional(),
  windows: count,
  tabs: count,
  panes: count,
  problem: Notice.optional(),
});

/** How much of what was saved a new capture found again, by kind of fact. */
export const Fidelity = z.object({
  kept: count,
  total: count,
  kinds: z.array(
    z.object({
      kind: z.string(),
      kept: count,
      total: count,
      lost: z.array(
        z.object({
          id: z.string(),
          subject: z.string(),
          before: z.string().describe('empty: there was none'),
          after: z.string().describe('empty: there is none'),
        }),
      ),
    }),
  ),
});

export const PlanView = z.object({
  hash: z.string().describe('give it to restore --plan to apply exactly this'),
  checkpoint: z.string(),
  actions: z.array(PlannedAction),
  notices: z.array(Notice),
});

export const Change = z.object({
  kind: z.enum(['added', 'removed', 'changed']),
  level: z.enum(['host', 'window', 'tab', 'pane']),
  id: z.string(),
  name: z.string(),
  fact: z
    .string()
    .describe('which fact of it changed, began or ended; empty when the whole of it came or went'),
  before: z.string(),
  after: z.string(),
});

export const Setting = z.object({
  name: z.string(),
  value: z.json(),
  origin: z.enum(['default', 'file', 'environment', 'flag']),
  detail: z.string(),
  text: z.string(),
});

/** A setting from the caller's environment or command line, for this call alone. */
export const Override = z.object({
  name: z.string(),
  value: z.string(),
  origin: z.enum(['environment', 'flag']),
  detail: z.string(),
});

/** An AI coding program in a pane, and the conversation that it shows. */
export const ListedAgent = z.object({
  host: z.string(),
  pane: z.string(),
  name: z.string().describe('its place: `work:3.1`'),
  agent: z.string(),
  id: z.string().describe("the agent's own id of the conversation; empty: none, or not known"),
  title: z.string(),
  directory: z.string(),
  pid: count,
  certainty: z.enum(certainties),
  via: z.string().describe('how it is known'),
  evidence: z
    .enum(['real', 'recorded'])
    .describe('how stet knows this agent: tried with the real program, or only from recordings'),
  isStored: z.boolean().describe('false: nothing was said yet, so there is nothing to resume'),
  lastMessageAt: z.iso.datetime().optional().describe('when something was said in it last'),
  sizeBytes: count.optional().describe('of its files'),
  tokens: count.optional().describe('what the model read and wrote for its last answer'),
  resume: z
    .array(z.string())
    .describe('the words that resume it in any shell of this user, run in its directory'),
  policy: z.enum(['run', 'prompt', 'shell', 'never']).describe('what a restore would do'),
});

export const RestoreAnswer = z.object({
  plan: PlanView,
  restore: Ulid.optional().describe(
    'id for undo; absent after a dry run and when nothing was to do',
  ),
  report: Report.optional(),
  fidelity: Fidelity.optional(),
});

export type Summary = z.output<typeof Summary>;
export type Notice = z.output<typeof Notice>;
export type HostStatus = z.output<typeof HostStatus>;
export type Fidelity = z.output<typeof Fidelity>;
export type PlanView = z.output<typeof PlanView>;
export type Change = z.output<typeof Change>;
export type ListedAgent = z.output<typeof ListedAgent>;
export type Setting = z.output<typeof Setting>;
export type Override = z.output<typeof Override>;
export type RestoreAnswer = z.output<typeof RestoreAnswer>;
export type { PlannedAction, Report, ReportEntry } from '../model/report.ts';
