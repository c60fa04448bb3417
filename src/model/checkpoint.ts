import * as z from 'zod';
import { StableId, Ulid } from './ids.ts';
import { LayoutNode } from './layout-node.ts';

/**
 * The newest checkpoint format that this stet writes. Formats live for ever: a change that an
 * older reader would misread takes the next number and a step in migrations.ts.
 */
export const CHECKPOINT_VERSION = 1;

const count = z.int().nonnegative();
const text = z.string();

const Problem = z
  .object({
    code: text.describe('why, as a machine reads it'),
    message: text.describe('why, as a person reads it'),
    subject: text.optional().describe('the id of the host, window, tab or pane'),
    fix: text.optional().describe('what to do about it'),
  })
  .describe('something that did not go as asked, and the way out');

const Size = z.object({ cols: count, rows: count }).describe('in character cells');

const Epoch = z
  .object({
    bootId: text,
    pid: z.int().positive(),
    startTime: count.describe('clock ticks after boot; a pid alone is never an identity'),
  })
  .describe('one life of a process on one boot of one machine');

const Settings = z
  .object({
    options: z.record(z.string(), z.string()).default({}),
    hooks: z.record(z.string(), z.string()).default({}),
    environment: z
      .array(
        z.object({
          name: text,
          value: text.nullable().describe('null: removed from what panes inherit'),
          hidden: z.boolean().default(false),
        }),
      )
      .default([]),
  })
  .describe("what was set on this very object, in the host's own words");

const Globals = z
  .object({
    options: z.record(z.string(), z.string()).default({}).describe('user options (`@…`)'),
    serverOptions: z.record(z.string(), z.string()).default({}),
    environment: z.record(z.string(), z.string()).default({}).describe('set since the start'),
    bindings: z
      .record(z.string(), z.string())
      .optional()
      .describe('keys that the user has bound, by table and key: the commands that bind them'),
    buffers: z
      .array(z.object({ name: text, text: text.describe('not UTF-8: as lone surrogates') }))
      .optional()
      .describe('paste buffers, oldest first; absent when they are not to be recorded'),
  })
  .describe('what was set for everything in the host; it comes back only with the host itself');

const Host = z.object({
  kind: z.enum(['tmux', 'kitty', 'native']),
  version: text,
  endpoint: text.describe('how to reach it: the path of its socket'),
  epoch: Epoch,
  globals: Globals.optional(),
  status: z.enum(['ok', 'stale']).describe('stale: not reached; its subtree is an older one'),
});

const Window = z
  .object({
    host: text.describe('key into hosts'),
    ref: text.describe("the host's own id; valid only within the host's epoch"),
    name: text,
    group: text.optional().describe('windows of one group show the same tabs (tmux)'),
    directory: text.optional().describe('where new tabs start'),
    tabs: z
      .array(z.object({ tab: StableId, index: count }))
      .describe('in order; a tab may stand in several windows (tmux link-window)'),
    activeTab: StableId.optional(),
    tabHistory: z.array(StableId).default([]).describe('visited before, latest first'),
    isFocused: z.boolean().optional().describe('the one of its host that was used last (kitty)'),
    settings: Settings.optional(),
  })
  .describe('kitty: OS window; tmux: session');

const Tab = z
  .object({
    ref: text,
    name: text,
    isNamedByUser: z.boolean().describe('false: the host renames it after its program'),
    size: Size,
    layout: LayoutNode,
    activePane: StableId.optional(),
    lastPane: StableId.optional(),
    zoomedPane: StableId.optional(),
    settings: Settings.optional(),
  })
  .describe('kitty: tab; tmux: window');

const Directory = z.object({
  path: text.describe('bytes that are not UTF-8 stand as lone surrogates U+DC80..U+DCFF'),
  source: z.enum(['proc', 'host', 'osc7', 'launch']),
});

const stream = z
  .union([z.literal(0), z.literal(1), z.literal(2)])
  .describe('standard input, output or error');

const Redirection = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('file'),
      stream,
      path: text,
      mode: z
        .enum(['read', 'append', 'write'])
        .describe('write: from its start; a restore appends all the same, and empties no file'),
    }),
    z.object({ kind: z.literal('joined'), stream: z.literal(2) }),
    z.object({ kind: z.literal('gone'), stream, what: text }),
  ])
  .describe(
    'where a stream led that was not on the terminal: a file, where standard output goes ' +
      '(joined), or something that nobody can open again (gone)',
  );

const Activation = z
  .object({
    tool: text.describe('virtualenv, conda, nvm or direnv'),
    directory: text.describe('where its things are'),
    name: text.optional().describe('what conda calls it'),
    searchPath: z.array(z.string()).describe('the folders in PATH that belong to it'),
  })
  .describe('what the shell had switched on; nothing else of the environment is kept');

const Program = z.object({
  name: text.describe('the entry of the program table that knows it, or its base name'),
  argv: z.array(z.string()).min(1),
  pipedTo: z
    .array(z.array(z.string()).min(1))
    .optional()
    .describe('the other commands of its pipeline, in order'),
  redirections: z
    .array(z.array(Redirection))
    .optional()
    .describe('of each command of the pipeline, in order; absent: all are on the terminal'),
  activations: z
    .array(Activation)
    .optional()
    .describe('of the shell that it was started from, first in PATH first'),
  cwd: text.optional().describe("when it differs from the pane's"),
});

const Restore = z.object({
  policy: z
    .enum(['run', 'prompt', 'shell', 'never'])
    .describe('run it, offer it above a shell, only a shell, or not even an offer'),
  argv: z.array(z.string()).default([]).describe('what would run; empty: only a shell'),
  rule: text.describe('which rule decided'),
});

const SegmentRef = z.object({
  pack: text.describe('file in the scrollback folder'),
  offset: count.describe('bytes'),
  sizeBytes: count,
  lines: count,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

const Scrollback = z
  .object({
    format: z.literal('stet-lines-1'),
    mode: z.enum(['full', 'recent']),
    lines: count.describe('logical lines: one a line of output, however wide the pane'),
    dropped: count.describe('older lines that the host had and the limit left out'),
    segments: z.array(SegmentRef),
    stamp: text
      .optional()
      .describe('what the host said of the contents; while it says the same, they are the same'),
  })
  .describe('text, SGR, OSC 8 and prompt marks only');

/** How sure it is which conversation an agent shows, surest first. The last two never run by themselves. */
export const certainties = [
  'exact-live',
  'exact-view',
  'unique',
  'launch',
  'exited',
  'guess',
] as const;

const Conversation = z
  .object({
    agent: text,
    id: text.describe("the agent's own id of it; empty: it had none yet"),
    certainty: z.enum(certainties),
    via: text.default('').describe('how it is known'),
    title: text.optional(),
    isStored: z.boolean().default(true).describe('false: nothing had been said in it yet'),
    environment: z
      .record(z.string(), z.string())
      .default({})
      .describe('where its agent keeps its things and finds its programs'),
    process: Epoch.optional().describe('the process that showed it'),
  })
  .describe('what an AI coding program was talking about');

const Pane = z.object({
  ref: text,
  name: text.optional().describe("what it is called in its host; stet's own sessions have one"),
  kind: z.enum(['shell', 'command', 'agent', 'mux-client']),
  title: text,
  size: Size,
  cwd: Directory,
  shell: z.array(z.string()).describe('argv of its shell; empty: a program started without one'),
  program: Program.optional().describe('what runs in the foreground; absent at a prompt'),
  restore: Restore,
  exit: z
    .object({ status: z.int().nullable(), signal: text.nullable() })
    .optional()
    .describe('its program has ended and the host still shows the pane'),
  attach: z
    .object({ host: text, window: StableId })
    .optional()
    .describe('this pane is a client of another host'),
  conversation: Conversation.optional(),
  isMarked: z.boolean().default(false),
  isAlternateScreen: z.boolean().default(false),
  view: z
    .object({ rowsAboveBottom: count })
    .optional()
    .describe('how far it was scrolled back; absent at the bottom'),
  scrollback: Scrollback.optional(),
  prompt: z.array(z.string()).default([]).describe('the idle prompt, shown but never replayed'),
  settings: Settings.optional(),
});

const Tombstone = z.object({
  id: StableId,
  kind: z.enum(['window', 'tab', 'pane']),
  reason: z.enum(['user', 'exited', 'stranded', 'shutdown']),
  at: z.iso.datetime(),
});

/** What the store adds to a capture when it becomes a checkpoint. */
export const Seal = z.object({
  id: Ulid,
  seq: count.describe('grows with every checkpoint of the store; order never asks a clock'),
  parent: Ulid.nullable().describe('the checkpoint of the same workspace before this one'),
});

/** One immutable saved state of a workspace. The JSON Schema in schema/ is generated from here. */
export const Checkpoint = z.object({
  format: z.literal('stet-checkpoint'),
  version: z.literal(CHECKPOINT_VERSION),
  minReader: z.int().positive().describe('the oldest version that may restore it'),
  ...Seal.shape,
  createdAt: z.iso.datetime(),
  clock: z.object({ bootId: text, monotonicMs: z.number().nonnegative() }),
  trigger: z.enum(['manual', 'interval', 'event', 'shutdown', 'pre-restore', 'import']),
  workspace: z.object({ name: text }),
  quality: z.object({
    isComplete: z.boolean(),
    suspect: z.array(z.enum(['shrink', 'stale-host', 'during-restore', 'during-shutdown'])),
    problems: z.array(Problem),
  }),
  provenance: z.object({
    tool: z.object({ name: text, version: text }),
    machine: z.object({ hostname: text, os: text, user: text }),
    restoredFrom: Ulid.nullable(),
    importedFrom: text.nullable(),
  }),
  recording: z
    .object({
      scrollback: z.enum(['full', 'recent', 'none']),
      maxLines: count,
    })
    .describe('what was recorded by choice, and so what was not'),
  hosts: z.record(z.string(), Host),
  windows: z.record(StableId, Window),
  tabs: z.record(StableId, Tab),
  panes: z.record(StableId, Pane),
  closed: z.array(Tombstone),
  integrity: z.object({
    algorithm: z.literal('sha256'),
    hash: text.describe('over the canonical JSON of everything but this field'),
  }),
});

export type Checkpoint = z.output<typeof Checkpoint>;
export type Problem = z.output<typeof Problem>;
export type Epoch = z.output<typeof Epoch>;
export type Host = z.output<typeof Host>;
export type Globals = z.output<typeof Globals>;
export type Settings = z.output<typeof Settings>;
export type Window = z.output<typeof Window>;
export type Tab = z.output<typeof Tab>;
export type Pane = z.output<typeof Pane>;
export type Program = z.output<typeof Program>;
export type Activation = z.output<typeof Activation>;
export type Redirection = z.output<typeof Redirection>;
export type Conversation = z.output<typeof Conversation>;
export type Certainty = Conversation['certainty'];
export type Restore = z.output<typeof Restore>;
export type Scrollback = z.output<typeof Scrollback>;
export type SegmentRef = z.output<typeof SegmentRef>;
export type Tombstone = z.output<typeof Tombstone>;

/** A captured state on its way into the store: no identity, no seal, contents not yet stored. */
export type CheckpointDraft = Omit<
  Checkpoint,
  'format' | 'version' | 'minReader' | 'id' | 'seq' | 'parent' | 'integrity'
>;

/** The four flat tables: what a host is asked for and what a restore compares. */
export type Arrangement = Pick<Checkpoint, 'hosts' | 'windows' | 'tabs' | 'panes'>;
