import type { CapturedContents, CapturedPane, HostCapture } from '../backends/backend.ts';
import type { Checkpoint, CheckpointDraft, Pane, Tombstone } from '../model/checkpoint.ts';
import { panesOf } from '../model/layout-tree.ts';
import { plainText } from '../model/saved-line.ts';
import type { Call } from '../os/call.ts';
import { bootId, thisMachine } from '../os/epoch.ts';
import { describeProgram } from '../programs/describe-program.ts';
import type { SavedContents } from '../store/store.ts';
import type { LiveHosts } from './capture-hosts.ts';
import type { EngineContext } from './context.ts';

/** A capture ready for the store, and what its panes show. */
export interface Draft {
  readonly draft: CheckpointDraft;
  readonly contents: ReadonlyMap<string, SavedContents>;
}

export interface DraftRequest {
  readonly workspace: string;
  readonly trigger: CheckpointDraft['trigger'];
  /** The checkpoint before this one; its hosts that cannot be reached now are carried over. */
  readonly previous: Checkpoint | undefined;
}

/** Turns what the hosts showed into a checkpoint's draft. */
export async function draftOf(
  context: EngineContext,
  live: LiveHosts,
  { workspace, trigger, previous, call }: DraftRequest & { readonly call: Call },
): Promise<Draft> {
  const { options, store, version } = context;
  const shown = await store.shownLines();
  const described = await Promise.all(
    live.captures.map(async (capture) => ({
      capture,
      panes: await describeAll(context, capture, call),
    })),
  );
  const stale = previous === undefined ? [] : carriedOver(previous, live);
  const draft: CheckpointDraft = {
    createdAt: new Date(call.now()).toISOString(),
    clock: { bootId: await bootId(), monotonicMs: Math.round(performance.now()) },
    trigger,
    workspace: { name: workspace },
    quality: {
      isComplete: live.unreachable.length === 0,
      suspect: stale.length === 0 ? [] : ['stale-host'],
      problems: [
        ...live.unreachable.map(({ problem }) => problem),
        ...live.captures.flatMap(({ problems }) => problems),
      ],
    },
    provenance: {
      tool: { name: 'stet', version },
      machine: thisMachine(),
      restoredFrom: null,
      importedFrom: null,
    },
    recording: { scrollback: options.save_scrollback, maxLines: options.max_scrollback_lines },
    hosts: merge([
      ...stale.map(({ hosts }) => hosts),
      ...live.captures.map(({ key, host }) => ({ [key]: host })),
    ]),
    windows: merge([...stale, ...live.captures].map(({ windows }) => windows)),
    tabs: merge([...stale, ...live.captures].map(({ tabs }) => tabs)),
    panes: merge([...stale, ...described].map(({ panes }) => panes)),
    closed: [],
  };
  return {
    draft: { ...draft, closed: previous === undefined ? [] : tombstones(previous, draft, call) },
    contents: new Map(
      described.flatMap(({ capture, panes }) => contentsOf(context, { capture, panes, shown })),
    ),
  };
}

type Panes = Record<string, Pane>;

async function describeAll(
  context: EngineContext,
  capture: HostCapture,
  call: Call,
): Promise<Panes> {
  const entries = await Promise.all(
    Object.entries(capture.panes).map(
      async ([id, pane]) =>
        [id, await describe(context, pane, capture.contents.get(id), call)] as const,
    ),
  );
  return Object.fromEntries(entries);
}

async function describe(
  { options }: EngineContext,
  captured: CapturedPane,
  contents: CapturedContents | undefined,
  call: Call,
): Promise<Pane> {
  const { processes, holdsCaller: _, ...pane } = captured;
  const program = await describeProgram(processes, options, call);
  const own = { ...pane, ...program, prompt: [] };
  return { ...own, prompt: isAtPrompt(own, captured) ? [...(contents?.atCursor ?? [])] : [] };
}

/** At a prompt the cursor's line is the shell's: a restored shell draws its own. */
function isAtPrompt(
  { program, exit, isAlternateScreen }: Omit<Pane, 'prompt'>,
  captured: CapturedPane,
): boolean {
  if (captured.processes.isWaiting === true) return true;
  return program === undefined && exit === undefined && !isAlternateScreen;
}

interface Described {
  readonly capture: HostCapture;
  readonly panes: Panes;
  readonly shown: ReadonlyMap<string, number>;
}

function contentsOf(
  { options }: EngineContext,
  { capture, panes, shown }: Described,
): readonly (readonly [string, SavedContents])[] {
  if (options.save_scrollback === 'none') return [];
  const limit =
    options.save_scrollback === 'full' ? Number.POSITIVE_INFINITY : options.max_scrollback_lines;
  return [...capture.contents].map(([id, { above, atCursor, dropped, mode }]) => {
    const hasPrompt = (panes[id]?.prompt.length ?? 0) > 0;
    const lines = hasPrompt
      ? withoutRepeatedPrompt(above, shown.get(id) ?? 0)
      : [...above, ...atCursor];
    const excess = Math.max(0, lines.length - limit);
    return [
      id,
      { lines: lines.slice(excess), dropped: dropped + excess, mode: excess > 0 ? 'recent' : mode },
    ] as const;
  });
}

/** The most lines that a prompt draws above the one that one types in. */
const PROMPT_LINES = 3;

/**
 * A prompt of several lines leaves its upper ones above the cursor. After a restore they stand
 * there twice: once as saved, once from the new shell. While nothing else was printed since, the
 * second time is left out, so that saving and restoring again and again adds nothing.
 */
function withoutRepeatedPrompt(lines: readonly string[], shown: number): readonly string[] {
  const extra = lines.slice(shown);
  if (shown === 0 || extra.length === 0 || extra.length > PROMPT_LINES) return lines;
  const before = lines.slice(shown - extra.length, shown);
  const isRepeated = extra.every(
    (line, index) => plainText(line) === plainText(before[index] ?? ''),
  );
  return isRepeated ? lines.slice(0, shown) : lines;
}

/** The subtrees of hosts that run but did not answer, as they were saved before. */
function carriedOver(
  previous: Checkpoint,
  { unreachable }: LiveHosts,
): readonly Pick<Checkpoint, 'hosts' | 'windows' | 'tabs' | 'panes'>[] {
  return unreachable.flatMap(({ key }) => {
    const host = previous.hosts[key];
    if (host === undefined) return [];
    const windows = pick(previous.windows, ({ host: owner }) => owner === key);
    const shown = new Set(Object.values(windows).flatMap(({ tabs }) => tabs.map(({ tab }) => tab)));
    const tabs = pick(previous.tabs, (_, id) => shown.has(id));
    const held = new Set(Object.values(tabs).flatMap(({ layout }) => panesOf(layout)));
    const panes = pick(previous.panes, (_, id) => held.has(id));
    return [{ hosts: { [key]: { ...host, status: 'stale' as const } }, windows, tabs, panes }];
  });
}

/**
 * What became of panes that are gone: closed while their host lived on, or lost with their host.
 * Only the second kind may make a save look worse than the one before.
 */
function tombstones(previous: Checkpoint, draft: CheckpointDraft, call: Call): Tombstone[] {
  const alive = new Set(
    Object.entries(previous.hosts).flatMap(([key, { epoch }]) => {
      const now = draft.hosts[key]?.epoch;
      const isSameLife =
        now?.pid === epoch.pid && now.startTime === epoch.startTime && now.bootId === epoch.bootId;
      return isSameLife ? [key] : [];
    }),
  );
  const at = new Date(call.now()).toISOString();
  return Object.values(previous.windows).flatMap(({ host, tabs }) =>
    tabs
      .flatMap(({ tab }) =>
        previous.tabs[tab] === undefined ? [] : panesOf(previous.tabs[tab].layout),
      )
      .filter((pane) => !(pane in draft.panes))
      .map(
        (id) =>
          ({ id, kind: 'pane', reason: alive.has(host) ? 'exited' : 'stranded', at }) as const,
      ),
  );
}

function pick<T>(
  table: Readonly<Record<string, T>>,
  isWanted: (value: T, key: string) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(table).filter(([key, value]) => isWanted(value, key)));
}

function merge<T>(tables: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  return Object.fromEntries(tables.flatMap((table) => Object.entries(table)));
}
