import * as z from 'zod';
import { method, overrides } from './method.ts';
import {
  ExecResult,
  OutputResult,
  ScreenState,
  SessionExit,
  SessionStatus,
  SessionSummary,
  WaitResult,
} from './session-answers.ts';

const session = z
  .string()
  .default('')
  .describe('name or id; empty: the most recently used one, else "default"');
const timeoutMs = z.int().nonnegative().max(86_400_000).default(30_000);
const done = z.object({ session: z.object({ id: z.string(), name: z.string() }) });
const MAX_CELLS = 4096;
const size = z.object({
  cols: z.int().min(2).max(MAX_CELLS),
  rows: z.int().min(1).max(MAX_CELLS),
});

/** What a wait looks for. Several parts of one condition must hold at the same moment. */
export const WaitCondition = z.object({
  text: z.string().default('').describe('on the screen; empty: none'),
  regex: z.boolean().default(false).describe('read text as a regular expression'),
  gone: z.boolean().default(false).describe('until the text is not there'),
  stableMs: z.int().nonnegative().default(0).describe('until the screen kept still for so long'),
  exit: z.boolean().default(false).describe('until the program ended'),
  prompt: z.boolean().default(false).describe('until the shell shows its prompt and waits'),
});

/** What can be asked about the sessions that stet hosts itself. */
export const sessionMethods = {
  'session.spawn': method({
    summary: 'Start a program in a new session',
    kind: 'write',
    since: 1,
    params: z.object({
      argv: z.array(z.string()).min(1),
      name: z.string().default('').describe('empty: "default" if it is free, else a new one'),
      cwd: z.string().describe("absolute; the caller's"),
      env: z.array(z.string()).describe('all of it as "NAME=value", as the program gets it'),
      size: size.optional().describe('80 by 24 when absent'),
      term: z.string().default('').describe('TERM; empty: xterm-256color'),
      record: z.string().default('').describe('absolute path of an asciicast v2 file'),
      retainBytes: z
        .int()
        .nonnegative()
        .max(256 * 1024 * 1024)
        .optional()
        .describe('raw output that is kept; the setting retain_bytes when absent'),
      engine: z.enum(['vt', 'xterm']).optional().describe('the setting engine when absent'),
      window: z.string().default('').describe('name of the window that its pane is put into'),
      split: z.enum(['', 'right', 'below']).default('').describe('beside the pane used last'),
      overrides,
    }),
    result: z.object({
      session_id: z.string(),
      name: z.string(),
      pid: z.int(),
      message: z.string(),
    }),
  }),
  'session.list': method({
    summary: 'List the sessions that run',
    kind: 'read',
    since: 1,
    params: z.object({ overrides }),
    result: z.object({ sessions: z.array(SessionSummary) }),
  }),
  'session.status': method({
    summary: 'Show one session: what it runs, its modes, and how it ended',
    kind: 'read',
    since: 1,
    params: z.object({ session, overrides }),
    result: SessionStatus,
  }),
  'session.snapshot': method({
    summary: 'Show what a session shows, now or after it changed',
    kind: 'read',
    since: 1,
    params: z.object({
      session,
      format: z.enum(['full', 'compact', 'text', 'ansi', 'html', 'svg', 'png']).default('full'),
      styles: z.boolean().default(false),
      elements: z.boolean().default(false),
      scrollback: z
        .object({ from: z.int(), to: z.int().optional() })
        .optional()
        .describe('logical lines; negative counts from the newest'),
      since: z.string().default('').describe('a revision: answer with the rows changed after it'),
      awaitChange: z.string().default('').describe('a content_hash: wait until it is another'),
      settleMs: z.int().nonnegative().max(600_000).default(0),
      timeoutMs,
      overrides,
    }),
    result: ScreenState,
  }),
  'session.type': method({
    summary: 'Type text into a session',
    kind: 'write',
    since: 1,
    params: z.object({ session, text: z.string(), overrides }),
    result: done,
  }),
  'session.key': method({
    summary: 'Press a key, a combination, or several after each other',
    kind: 'write',
    since: 1,
    params: z.object({
      session,
      keys: z.string().describe('"Ctrl+C", or "Escape : w q Enter": at most 32'),
      delayMs: z.int().nonnegative().max(10_000).default(0),
      overrides,
    }),
    result: done,
  }),
  'session.paste': method({
    summary: 'Paste text, in brackets if the program asked for that',
    kind: 'write',
    since: 1,
    params: z.object({ session, text: z.string(), overrides }),
    result: done.extend({ bracketed: z.boolean() }),
  }),
  'session.submit': method({
    summary: 'Enter text, and press Enter once the program has taken it',
    kind: 'write',
    since: 1,
    params: z.object({ session, text: z.string(), timeoutMs, overrides }),
    result: done.extend({
      outcome: z
        .enum(['submitted', 'unconfirmed'])
        .describe('unconfirmed: Enter was sent, and nothing on the screen showed its effect'),
    }),
  }),
  'session.click': method({
    summary: 'Click an element or a cell',
    kind: 'write',
    since: 1,
    params: z.object({
      session,
      target: z.union([
        z.object({ ref: z.string() }),
        z.object({ row: z.int().nonnegative(), col: z.int().nonnegative() }),
      ]),
      button: z.enum(['left', 'middle', 'right']).default('left'),
      clicks: z.int().min(1).max(3).default(1),
      overrides,
    }),
    result: done.extend({ row: z.int(), col: z.int() }),
  }),
  'session.scroll': method({
    summary: 'Turn the mouse wheel',
    kind: 'write',
    since: 1,
    params: z.object({
      session,
      direction: z.enum(['up', 'down', 'left', 'right']),
      amount: z.int().min(1).max(1000).default(1),
      overrides,
    }),
    result: done,
  }),
  'session.resize': method({
    summary: 'Change the size of a session',
    kind: 'write',
    since: 1,
    params: z.object({ session, size, overrides }),
    result: done.extend({ size }),
  }),
  'session.wait': method({
    summary: 'Wait until something shows, is gone, keeps still, or the program ends',
    kind: 'read',
    since: 1,
    params: z.object({
      session,
      anyOf: z.array(WaitCondition).min(1).max(64),
      timeoutMs,
      overrides,
    }),
    result: WaitResult,
  }),
  'session.output': method({
    summary: 'Show what a session wrote, also after it ended',
    kind: 'read',
    since: 1,
    params: z.object({
      session,
      ansi: z.boolean().default(false),
      since: z.string().default('').describe('the `next` of an earlier answer'),
      overrides,
    }),
    result: OutputResult,
  }),
  'session.exec': method({
    summary: 'Run a command in the shell of a session: its output and exit status',
    kind: 'write',
    since: 1,
    params: z.object({ session, command: z.string(), timeoutMs, overrides }),
    result: ExecResult,
  }),
  'session.kill': method({
    summary: 'End a session with all its processes, or send them a signal',
    kind: 'write',
    since: 1,
    params: z.object({
      session,
      signal: z.string().default('').describe('only send this one; empty: end the session'),
      overrides,
    }),
    result: done.extend({ exit: SessionExit.optional() }),
  }),
  'session.record': method({
    summary: 'Record a session to a file from now on, or stop recording',
    kind: 'write',
    since: 1,
    params: z.object({
      session,
      file: z.string().default('').describe('absolute; empty: stop'),
      overrides,
    }),
    result: done.extend({ file: z.string().nullable() }),
  }),
};

export type SessionMethodName = keyof typeof sessionMethods;
/** What the session table's methods receive, defaults filled in. */
export type SessionParams<M extends SessionMethodName> = z.output<
  (typeof sessionMethods)[M]['params']
>;
export type SessionResult<M extends SessionMethodName> = z.output<
  (typeof sessionMethods)[M]['result']
>;
