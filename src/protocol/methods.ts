import * as z from 'zod';
import { Checkpoint } from '../model/checkpoint.ts';
import {
  Change,
  Fidelity,
  HostStatus,
  ListedAgent,
  Notice,
  RestoreAnswer,
  Setting,
  Summary,
} from './answers.ts';
import { method, type Method, overrides } from './method.ts';
import { sessionMethods } from './session-methods.ts';

const hosts = z.array(z.string()).default([]).describe('"tmux" or "tmux:/socket"; empty: all');
const target = z
  .string()
  .default('')
  .describe('a workspace, a checkpoint id or the start of one; empty: the default workspace');

/** Everything that can be asked of stet. Types, help, docs and the HTTP paths come from here. */
export const methods = {
  ...sessionMethods,
  'workspace.save': method({
    summary: 'Record every host into a new checkpoint of a workspace',
    kind: 'write',
    since: 1,
    params: z.object({
      name: z.string().default(''),
      hosts,
      accept: z
        .boolean()
        .default(false)
        .describe('believe this save even if it holds much less than the last good one'),
      overrides,
    }),
    result: z.object({
      checkpoint: Summary,
      isNew: z.boolean().describe('false: nothing had changed, so nothing was written'),
      isLastGood: z.boolean().describe('false: a better one stays the one that restore takes'),
      hosts: z.array(HostStatus),
      lost: z
        .array(z.string())
        .default([])
        .describe('hosts that ended without being closed since the save before; they stay in it'),
      notices: z.array(Notice),
    }),
  }),
  'workspace.restore': method({
    summary: 'Bring a checkpoint back',
    kind: 'write',
    since: 1,
    params: z.object({
      target,
      mode: z.enum(['merge', 'replace']).default('merge'),
      only: z.array(z.string()).default([]).describe('names or ids of windows, tabs or panes'),
      dryRun: z.boolean().default(false),
      plan: z.string().default('').describe('hash of the plan that was looked at'),
      hosts,
      overrides,
    }),
    result: RestoreAnswer,
  }),
  'workspace.list': method({
    summary: 'List the saved workspaces',
    kind: 'read',
    since: 1,
    params: z.object({ overrides }),
    result: z.array(
      z.object({
        name: z.string(),
        current: Summary,
        lastGood: z.string().nullable().describe('what restore takes'),
        checkpoints: z.int().nonnegative(),
      }),
    ),
  }),
  'workspace.log': method({
    summary: 'List the checkpoints of a workspace, newest first',
    kind: 'read',
    since: 1,
    params: z.object({
      name: z.string().default('').describe('empty: of all workspaces'),
      limit: z.int().positive().max(100_000).default(50),
      overrides,
    }),
    result: z.array(Summary),
  }),
  'workspace.rename': method({
    summary: 'Give a workspace another name',
    kind: 'write',
    since: 1,
    params: z.object({ from: z.string(), to: z.string(), overrides }),
    result: z.object({ name: z.string(), checkpoints: z.int().nonnegative() }),
  }),
  'workspace.delete': method({
    summary: 'Delete a workspace with its history, or a single checkpoint',
    kind: 'write',
    since: 1,
    params: z.object({ target: z.string(), overrides }),
    result: z.object({ deleted: z.array(z.string()), freedBytes: z.int().nonnegative() }),
  }),
  'workspace.export': method({
    summary: 'Write a checkpoint in the format of another program',
    kind: 'read',
    since: 1,
    params: z.object({
      target,
      format: z.string().default('kitty-session'),
      copyEnv: z.boolean().default(true).describe('false: leave environments out'),
      hosts,
      overrides,
    }),
    result: z.object({
      files: z.array(z.object({ host: z.string(), text: z.string() })),
      notices: z.array(Notice).describe('what the format cannot say'),
    }),
  }),
  'workspace.import': method({
    summary: 'Make a checkpoint of a kitty session file or of what "kitty @ ls" prints',
    kind: 'write',
    since: 1,
    params: z.object({
      text: z.string(),
      source: z.string().describe('where the text came from'),
      name: z.string().describe('the workspace'),
      overrides,
    }),
    result: z.object({
      checkpoint: Summary,
      runs: z.array(z.array(z.string())).describe('what a restore would start by itself'),
      notices: z.array(Notice),
    }),
  }),
  'workspace.prune': method({
    summary: 'Leave out of a workspace the hosts that do not run, and remove their session files',
    kind: 'write',
    since: 1,
    params: z.object({ name: z.string().default(''), overrides }),
    result: z.object({
      hosts: z.array(z.string()),
      files: z.array(z.string()),
      checkpoint: Summary.optional().describe('absent when nothing had to be left out'),
    }),
  }),
  'checkpoint.show': method({
    summary: 'Show what a checkpoint holds, or the saved output of one pane',
    kind: 'read',
    since: 1,
    params: z.object({ target, pane: z.string().default(''), overrides }),
    result: z.object({
      checkpoint: Checkpoint,
      lines: z.array(z.string()).optional().describe('with "pane": its saved lines, with SGR'),
    }),
  }),
  'checkpoint.diff': method({
    summary: 'Compare two checkpoints, or one with what runs now',
    kind: 'read',
    since: 1,
    params: z.object({
      from: z.string(),
      to: z.string().default('live').describe('a workspace, a checkpoint or "live"'),
      hosts,
      overrides,
    }),
    result: z.object({
      from: z.string(),
      to: z.string(),
      changes: z.array(Change),
      fidelity: Fidelity,
    }),
  }),
  'restore.undo': method({
    summary: 'Close what a restore opened and reopen what it closed',
    kind: 'write',
    since: 1,
    params: z.object({
      restore: z.string().default('').describe('empty: the newest one not undone yet'),
      dryRun: z.boolean().default(false),
      overrides,
    }),
    result: RestoreAnswer,
  }),
  'host.tabs': method({
    summary: 'Open a kitty tab for each tmux session that no window shows yet',
    kind: 'write',
    since: 1,
    params: z.object({
      only: z.array(z.string()).default([]).describe('names of sessions; empty: all'),
      overrides,
    }),
    result: z.object({
      opened: z.array(z.string()),
      alreadyShown: z.array(z.string()),
      notices: z.array(Notice),
    }),
  }),
  'host.enter': method({
    summary: 'Put the part of stet that lives in a host into every one that lets it in',
    kind: 'write',
    since: 1,
    params: z.object({ overrides }),
    result: z.object({ entered: z.array(z.string()), notices: z.array(Notice) }),
  }),
  'system.status': method({
    summary: 'Show the hosts that run, the store and the last save',
    kind: 'read',
    since: 1,
    params: z.object({ hosts, overrides }),
    result: z.object({
      version: z.string(),
      store: z.string(),
      configFile: z.string(),
      hosts: z.array(HostStatus),
      workspaces: z.int().nonnegative(),
      newest: Summary.optional(),
      undoable: z.string().nullable().describe('the restore that undo would take back'),
    }),
  }),
  'daemon.stop': method({
    summary: 'Stop the daemon and every session',
    kind: 'write',
    since: 1,
    params: z.object({
      keepSessions: z
        .boolean()
        .default(false)
        .describe('only the daemon: the sessions live on, and the next command finds them'),
      overrides,
    }),
    result: z.object({ stopped: z.boolean(), sessions: z.int().nonnegative() }),
  }),
  'agents.list': method({
    summary: 'List the AI coding programs that run, with the conversation each one shows',
    kind: 'read',
    since: 1,
    params: z.object({ hosts, overrides }),
    result: z.array(ListedAgent),
  }),
  'config.show': method({
    summary: 'Show every setting, its value and where it came from',
    kind: 'read',
    since: 1,
    params: z.object({ overrides }),
    result: z.object({ file: z.string(), settings: z.array(Setting) }),
  }),
};

export type MethodName = keyof typeof methods;
/** What a handler receives, defaults filled in. */
export type ParamsOf<M extends MethodName> = z.output<(typeof methods)[M]['params']>;
/** What a caller may send. */
export type RequestOf<M extends MethodName> = z.input<(typeof methods)[M]['params']>;
export type ResultOf<M extends MethodName> = z.output<(typeof methods)[M]['result']>;

/** The same table for code that handles any method: what goes in and out belongs to one method. */
export const methodTable: {
  readonly [M in MethodName]: Method<z.ZodType<ParamsOf<M>>, z.ZodType<ResultOf<M>>>;
} = methods;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}
