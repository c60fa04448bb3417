import type { CapturedPane, HostCapture } from '../backends/backend.ts';
import type { Checkpoint, CheckpointDraft, Pane } from '../model/checkpoint.ts';
import { withOneOwner } from '../model/one-conversation.ts';
import type { Call } from '../os/call.ts';
import { bootId, thisMachine } from '../os/epoch.ts';
import { describeProgram } from '../programs/describe-program.ts';
import { panePolicyOf } from '../programs/pane-policy.ts';
import { describeAgent, seeAgents, type SeenAgents } from './agents.ts';
import type { LiveHosts } from './capture-hosts.ts';
import { carriedOver, tombstones } from './carry-over.ts';
import type { EngineContext } from './context.ts';
import { linkClients } from './link-clients.ts';
import { type Fate, lostProblem } from './lost-hosts.ts';
import type { PaneContents } from './numbered-contents.ts';
import { contentsOf, unchangedContents } from './pane-contents.ts';
import type { PreparedLines } from './prepared-lines.ts';
import { SettledContents } from './settled-contents.ts';
import { waitingPanes } from './waiting-panes.ts';

/** A capture ready for the store, and what its panes show. */
export interface Draft {
  readonly draft: CheckpointDraft;
  readonly contents: ReadonlyMap<string, PaneContents>;
}

export interface DraftRequest {
  readonly workspace: string;
  readonly trigger: CheckpointDraft['trigger'];
  /** The checkpoint before this one; its hosts that cannot be reached now are carried over. */
  readonly previous: Checkpoint | undefined;
  /** Keeps what `previous` has of hosts that nobody looked at, or that have gone. Default: no. */
  readonly keepsOthers?: boolean;
  /** What became of hosts of `previous` that have ended. Default: nobody asked, so they are left out. */
  readonly fates?: ReadonlyMap<string, Fate>;
  /** Panes that the capture has no contents of keep those of `previous`. Default: no. */
  readonly keepsContents?: boolean;
  /** What the capture left out because it is stored already. Default: nothing. */
  readonly settled?: SettledContents;
  /** What was cut already as it was read. Default: nothing. */
  readonly prepared?: PreparedLines;
  /** What panes were before they were restored, when that is not the previous checkpoint. */
  readonly known?: { readonly saved: Panes };
}

/** Turns what the hosts showed into a checkpoint's draft. */
export async function draftOf(
  context: EngineContext,
  live: LiveHosts,
  request: DraftRequest & { readonly call: Call },
): Promise<Draft> {
  const { workspace, trigger, previous, known, call, prepared } = request;
  const { settled = new SettledContents() } = request;
  const saved = request.keepsContents === true ? previous?.panes : undefined;
  const { options, store, version } = context;
  const shown = await store.shownLines();
  const waiting = await waitingPanes(store, live);
  const agents = await seeAgents(live, {
    saved: { ...previous?.panes, ...waiting, ...known?.saved },
  });
  const links = linkClients(live.captures);
  const described = await Promise.all(
    live.captures.map(async (capture) => ({
      capture,
      panes: await describeAll(context, capture, { agents, links, previous, call }),
    })),
  );
  const { fates = new Map() } = request;
  const stale = previous === undefined ? [] : carriedOver(previous, live, { ...request, fates });
  const kept = stale.flatMap(({ hosts }) => Object.keys(hosts));
  const lost = kept.filter((key) => fates.get(key) === 'lost');
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
        ...lost.map((key) => lostProblem(key, workspace)),
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
    panes: withContentsOf(saved, merge([...stale, ...described].map(({ panes }) => panes))),
    closed: [],
  };
  return {
    draft: {
      ...draft,
      panes: withOneOwner(draft),
      closed: previous === undefined ? [] : tombstones(previous, { draft, live, fates, call }),
    },
    contents: new Map([
      ...described.flatMap(({ capture, panes }) =>
        contentsOf(options, { capture, panes, shown, settled, prepared }),
      ),
      ...live.captures.flatMap((capture) => unchangedContents(capture, previous, context.stamps)),
    ]),
  };
}

/** What panes show, prompt included, as it was saved before. */
function withContentsOf(saved: Panes | undefined, panes: Panes): Panes {
  if (saved === undefined) return panes;
  return Object.fromEntries(
    Object.entries(panes).map(([id, pane]) => {
      const { scrollback, prompt = pane.prompt } = saved[id] ?? {};
      return [id, { ...pane, prompt, ...(scrollback && { scrollback }) }];
    }),
  );
}

type Links = ReturnType<typeof linkClients>;

/** A pane that shows a session comes back by showing it, whatever started its client. */
function attached(pane: Pane, attach: Pane['attach']): Pane {
  if (attach === undefined) return pane;
  const restore: Pane['restore'] = { policy: 'run', argv: [], rule: 'shows a session' };
  return { ...pane, kind: 'mux-client', attach, restore };
}

type Panes = Record<string, Pane>;

interface Seen {
  readonly agents: SeenAgents;
  readonly links: Links;
  readonly previous: Checkpoint | undefined;
  readonly call: Call;
}

async function describeAll(
  context: EngineContext,
  capture: HostCapture,
  seen: Seen,
): Promise<Panes> {
  const entries = await Promise.all(
    Object.entries(capture.panes).map(
      async ([id, pane]) =>
        [
          id,
          attached(
            await describe(
              context,
              { id, captured: pane, ...seen },
              atCursor(capture, id, seen.previous),
            ),
            seen.links.get(id),
          ),
        ] as const,
    ),
  );
  return Object.fromEntries(entries);
}

function atCursor(
  { unchanged, contents }: HostCapture,
  id: string,
  previous: Checkpoint | undefined,
): Iterable<string> {
  if (unchanged?.has(id) === true) return previous?.panes[id]?.prompt ?? [];
  return contents.get(id)?.atCursor ?? [];
}

interface Described extends Seen {
  readonly id: string;
  readonly captured: CapturedPane;
}

async function describe(
  { options }: EngineContext,
  { id, captured, agents, call }: Described,
  lines: Iterable<string>,
): Promise<Pane> {
  const { processes, holdsCaller: _, pids: __, resumeNote: ___, ...pane } = captured;
  const own = { ...options, panePolicy: panePolicyOf(captured) };
  const found = await describeProgram(processes, own, call);
  const agent = agents.get(id);
  const program =
    agent === undefined ? found : await describeAgent(agent, { found, captured, options });
  const whole = { ...pane, ...program, prompt: [] };
  return { ...whole, prompt: isAtPrompt(whole, captured) ? [...lines] : [] };
}

/** At a prompt the cursor's line is the shell's: a restored shell draws its own. */
function isAtPrompt(
  { program, exit, isAlternateScreen }: Omit<Pane, 'prompt'>,
  captured: CapturedPane,
): boolean {
  if (captured.processes.isWaiting === true) return true;
  return program === undefined && exit === undefined && !isAlternateScreen;
}

function merge<T>(tables: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  return Object.fromEntries(tables.flatMap((table) => Object.entries(table)));
}
