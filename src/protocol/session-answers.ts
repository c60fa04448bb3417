import * as z from 'zod';

// The fields of these answers are named as pilotty names them (snake_case, rows and cols), so that
// a script which reads them with jq runs with the command's name changed and nothing else.

const count = z.int().nonnegative();

export const SessionSize = z.object({ cols: count, rows: count });

/** How a program ended. */
export const SessionExit = z.object({
  exit_code: z.int().nullable().describe('null: ended by a signal'),
  signal: z.string().nullable().describe('"SIGTERM"; null: ended by itself'),
  success: z.boolean(),
  killed_by_client: z.boolean(),
  output_complete: z
    .boolean()
    .describe('false: a descendant still holds the terminal and may write more'),
});

export const SessionSummary = z.object({
  id: z.string(),
  name: z.string(),
  command: z.string().describe('the arguments as one line, for people'),
  argv: z.array(z.string()),
  pid: z.int(),
  cwd: z.string(),
  created_at: z.string(),
  size: SessionSize,
  title: z.string(),
  idle_ms: count.describe('since the last output'),
  attached: count.describe('people that look at it now'),
});

/** What became of the output of a session: every byte is counted, the newest are kept. */
export const Retention = z.object({
  total_bytes: count,
  retained_bytes: count,
  dropped_bytes: count,
  truncated: z.boolean(),
});

/** Why a call that waits came back. */
export const WaitOutcome = z.enum(['immediate', 'changed', 'settled', 'deadline', 'exited']);

export const SessionCursor = z.object({
  row: count,
  col: count,
  visible: z.boolean(),
  shape: z.enum(['block', 'underline', 'bar']),
});

/** Neighbouring cells of a row that look alike and not like the default. */
export const StyledSpan = z.object({
  row: count,
  col: count,
  cols: count,
  text: z.string(),
  fg: z.string().optional().describe('"red", "bright-red", "color-208" or "#ff8700"'),
  bg: z.string().optional(),
  attributes: z
    .array(z.string())
    .describe('bold, dim, italic, underline, blink, inverse, hidden, strikethrough, overline'),
  link: z.string().optional(),
});

export const SessionElement = z.object({
  ref: z.string().describe('"@e1"; never given twice in a session'),
  kind: z.string(),
  text: z.string(),
  row: count,
  col: count,
  rows: count,
  cols: count,
  on: z.boolean().optional(),
  evidence: z.array(z.string()),
});

/** A query of the program that no terminal of today answers, or that stet does not. */
export const UnansweredQuery = z.object({ query: z.string(), count });

/** What the screen showed at one moment, and why the call came back then. */
export const ScreenState = z.object({
  session: z.object({ id: z.string(), name: z.string() }),
  format: z.string(),
  size: SessionSize,
  cursor: SessionCursor,
  title: z.string(),
  modes: z.array(z.string()).describe('what the program switched on: "alternate-screen", …'),
  revision: z.string().describe('moves with every output; for --since'),
  content_hash: z.string().describe('of text, styles and cursor; for --await-change'),
  text_hash: z.string(),
  text: z.string().optional().describe('the rows of the screen, joined by newlines'),
  content: z.string().optional().describe('with text, ansi, html, svg or png (base64)'),
  changed_rows: z
    .array(z.object({ row: count, text: z.string() }))
    .optional()
    .describe('with --since: only the rows that changed after that revision'),
  spans: z.array(StyledSpan).optional(),
  elements: z.array(SessionElement).optional(),
  scrollback: z
    .object({ first: count, next: count, lines: z.array(z.string()) })
    .optional()
    .describe('logical lines, numbered from 0 for ever'),
  outcome: WaitOutcome,
  exit: SessionExit.optional(),
  note: z.string().optional(),
});

/** Facts that explain why a program does nothing. */
export const Diagnosis = z.object({
  last_output_ms: count.describe('since the last output'),
  foreground: z.object({ pid: z.int(), argv: z.array(z.string()), state: z.string() }).optional(),
  tty: z
    .array(z.string())
    .describe('"echo", "canonical", "signals": what the line discipline does'),
  unanswered: z.array(UnansweredQuery),
  screen: z.string(),
});

export const WaitResult = z.object({
  found: z.boolean(),
  condition: count.nullable().describe('with --any-of: which one, from 0'),
  matched_text: z.string().nullable(),
  row: count.nullable(),
  elapsed_ms: count,
  outcome: WaitOutcome,
  exit: SessionExit.optional(),
  diagnosis: Diagnosis.optional().describe('when it was not found'),
});

export const OutputResult = Retention.extend({
  format: z.enum(['text', 'ansi']),
  content: z.string().describe('text; with ansi, the bytes in base64'),
  next: z.string().describe('for --since: where this output ends'),
});

export const ExecResult = z.object({
  output: z.string().describe('as it was rendered, without the prompt and the command'),
  exit_code: z.int(),
  duration_ms: count,
  cwd: z.string(),
});

export const SessionStatus = SessionSummary.extend({
  state: z.enum(['running', 'exited']),
  ended_at: z.string().optional(),
  exit: SessionExit.optional(),
  modes: z.array(z.string()),
  retention: Retention,
  unanswered: z.array(UnansweredQuery),
  foreground: Diagnosis.shape.foreground,
  tty: Diagnosis.shape.tty,
  recording: z.string().nullable().describe('the file that its output is recorded to'),
});

export type ScreenState = z.output<typeof ScreenState>;
export type SessionCursor = z.output<typeof SessionCursor>;
export type SessionElement = z.output<typeof SessionElement>;
export type SessionExit = z.output<typeof SessionExit>;
export type SessionStatus = z.output<typeof SessionStatus>;
export type SessionSummary = z.output<typeof SessionSummary>;
export type StyledSpan = z.output<typeof StyledSpan>;
export type Diagnosis = z.output<typeof Diagnosis>;
export type ExecResult = z.output<typeof ExecResult>;
export type OutputResult = z.output<typeof OutputResult>;
export type Retention = z.output<typeof Retention>;
export type WaitOutcome = z.output<typeof WaitOutcome>;
export type WaitResult = z.output<typeof WaitResult>;
