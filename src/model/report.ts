import * as z from 'zod';

/** One window, tab or pane that a restore dealt with. */
export const ReportEntry = z.object({
  level: z.enum(['host', 'window', 'tab', 'pane']),
  id: z.string(),
  name: z.string().describe('as a person knows it: "work:3.1"'),
  because: z.string().optional().describe('a code, when it is not simply done'),
  message: z.string().optional(),
  fix: z.string().optional(),
});

/** What a restore did: a report, not an exception. */
export const Report = z.object({
  restored: z.array(ReportEntry),
  approximated: z.array(ReportEntry).describe('there, but not exactly as saved'),
  skipped: z.array(ReportEntry),
  failed: z.array(ReportEntry),
});

/** One step of a restore, before it is taken. Opening and closing are each other's inverse. */
export const PlannedAction = z.object({
  action: z.enum([
    ...(['open-window', 'open-tab', 'open-pane'] as const),
    ...(['close-window', 'close-tab', 'close-pane', 'arrange'] as const),
  ]),
  id: z.string(),
  name: z.string(),
  host: z.string(),
  detail: z.string().describe('what will run, and where'),
  remark: z
    .string()
    .optional()
    .describe('how old and large the conversation is; no part of the hash'),
});

export type ReportEntry = z.output<typeof ReportEntry>;
export type Report = z.output<typeof Report>;
export type PlannedAction = z.output<typeof PlannedAction>;
