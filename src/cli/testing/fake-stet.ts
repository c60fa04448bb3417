import { StetError } from '../../base/errors.ts';
import type { CallOptions, Client } from '../../client/client.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { workspaceName } from '../../model/workspace-name.ts';
import { type MethodName, methods, type RequestOf, type ResultOf } from '../../protocol/methods.ts';
import { optionNames, options } from '../../protocol/options.ts';
import { resolveOptions } from '../../protocol/resolve-options.ts';
import type { Override, Report, Setting } from '../../protocol/answers.ts';
import {
  checkpoint,
  differences,
  fidelity,
  hostStatuses,
  listedAgents,
  NEWEST,
  OLDER,
  plannedActions,
  report,
  silentHost,
  summaries,
} from './saved-world.ts';

/** What a test may bend in the fake's world. */
export interface FakeWorld {
  readonly hasSilentHost?: boolean;
  readonly report?: Partial<Report> | undefined;
  readonly paneLines?: string[];
  /** Changes an answer on its way out, in place. */
  readonly tamper?: (answer: object) => void;
  /** Works on before it answers; throws what the other side would throw. */
  readonly work?: (options: CallOptions) => Promise<void>;
}

const PLAN_HASH = 'abc123';

/** It has no sessions: those are tested with real ones. */
type Answers = { readonly [M in MethodName]?: (request: RequestOf<M>) => ResultOf<M> };

/**
 * The other side of a Client: one saved workspace "work" with two checkpoints, always the same.
 * Like the real one it takes and gives nothing that the protocol's table does not allow.
 */
export function fakeStet(world: FakeWorld = {}): Client {
  const answers = answersOf(world);
  return {
    call: async (method, request, callOptions) => {
      await world.work?.(callOptions);
      methods[method].params.parse(request);
      const answer = answers[method]?.(request);
      if (answer === undefined) throw new StetError('DAEMON_NEEDED', `Cannot answer ${method}`);
      methods[method].result.parse(answer);
      world.tamper?.(answer);
      return answer;
    },
    follow: async () => {
      throw new StetError('DAEMON_NEEDED', 'Cannot follow a session');
    },
    attach: async () => {
      throw new StetError('DAEMON_NEEDED', 'Cannot attach to a session');
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

function answersOf(world: FakeWorld): Answers {
  const hosts = [...hostStatuses(), ...(world.hasSilentHost === true ? [silentHost()] : [])];
  return {
    'workspace.save': ({ name = '' }) => ({
      checkpoint: { ...newest(), workspace: name === '' ? 'default' : workspaceName(name) },
      isNew: true,
      isLastGood: true,
      lost: [],
      hosts,
      notices: [],
    }),
    'workspace.restore': (request) => restoreAnswer(request, world),
    'workspace.list': () => [{ name: 'work', current: newest(), lastGood: OLDER, checkpoints: 2 }],
    'workspace.log': ({ limit }) => summaries().slice(0, limit),
    'workspace.rename': ({ from, to }) => {
      requireWorkspace(from);
      return { name: workspaceName(to), checkpoints: 2 };
    },
    'workspace.delete': ({ target }) => {
      requireWorkspace(target);
      return { deleted: [NEWEST, OLDER], freedBytes: 1_234_567 };
    },
    'workspace.export': ({ target = '' }) => {
      requireWorkspace(target);
      const text = 'launch --cwd=/home/me bash\n';
      return { files: [{ host: 'kitty:/run/user/1000/kitty-1.sock', text }], notices: [] };
    },
    'workspace.import': ({ name }) => ({
      checkpoint: { ...newest(), workspace: workspaceName(name) },
      runs: [['vim', 'notes.txt']],
      notices: [],
    }),
    'workspace.prune': ({ name = '' }) => {
      requireWorkspace(name);
      return { hosts: ['kitty:/run/user/1000/kitty-1.sock'], files: [], checkpoint: newest() };
    },
    'checkpoint.show': ({ target = '', pane = '' }) => {
      requireWorkspace(target);
      const lines = world.paneLines ?? ['\u001B[31mred\u001B[0m plain'];
      return { checkpoint: checkpoint(), ...(pane === '' ? {} : { lines }) };
    },
    'checkpoint.diff': ({ from, to = 'live' }) => {
      requireWorkspace(from);
      const changes = to === from ? [] : differences();
      return { from, to, changes, fidelity: fidelity() };
    },
    'restore.undo': ({ dryRun = false }) => restoreAnswer({ target: 'work', dryRun }, world),
    'host.tabs': ({ only = [] }) => ({
      opened: only.length === 0 ? ['work', 'pay'] : [...only],
      alreadyShown: [],
      notices: [],
    }),
    'host.enter': () => ({ entered: ['kitty:/run/user/1000/kitty-1.sock'], notices: [] }),
    'system.status': () => ({
      version: '0.1.0',
      store: '/home/me/.local/state/stet',
      configFile: '/home/me/.config/stet/config.json',
      hosts,
      workspaces: 1,
      newest: newest(),
      undoable: OLDER,
    }),
    'agents.list': () => listedAgents(),
    'config.show': ({ overrides = [] }) => ({
      file: '/home/me/.config/stet/config.json',
      settings: settingsOf(overrides),
    }),
  };
}

function newest(): ReturnType<typeof summaries>[number] {
  const [summary] = summaries();
  if (summary === undefined) throw new Error('The world has a newest checkpoint');
  return summary;
}

function requireWorkspace(name: string): void {
  if (['', 'work', NEWEST, OLDER].includes(name)) return;
  workspaceName(name);
  const nearest = nearestName(name, ['work']);
  throw new StetError('WORKSPACE_NOT_FOUND', `Cannot find a workspace "${name}"`, {
    ...(nearest === undefined ? {} : { hint: `Did you mean "${nearest}"?` }),
    log: ['looked into the store: 1 workspace'],
  });
}

function restoreAnswer(
  request: RequestOf<'workspace.restore'>,
  world: FakeWorld,
): ResultOf<'workspace.restore'> {
  const { target = '', only = [], plan = '', dryRun = false, mode = 'merge' } = request;
  requireWorkspace(target);
  if (plan !== '' && plan !== PLAN_HASH) {
    throw new StetError('PLAN_STALE', 'Cannot apply the plan: the world has changed');
  }
  const [action, ...more] = plannedActions();
  const closing =
    mode === 'replace' && action ? [{ ...action, action: 'close-window' as const }] : [];
  const all = [...(action ? [action] : []), ...more, ...closing];
  const actions = all.filter(({ name }) => only.length === 0 || only.includes(name));
  const view = { hash: PLAN_HASH, checkpoint: NEWEST, actions, notices: [] };
  if (dryRun) return { plan: view };
  return {
    plan: view,
    restore: OLDER,
    report: { ...report(), ...world.report },
    fidelity: fidelity(),
  };
}

function settingsOf(overrides: readonly Override[]): Setting[] {
  const sources = overrides.map(({ origin, ...value }) => ({ origin, values: [value] }));
  const { values, origins } = resolveOptions(sources);
  return optionNames.map((name) => {
    const value = values[name];
    const plain = typeof value === 'object' ? [...value] : value;
    return { name, value: plain, ...origins[name], text: options[name].text };
  });
}
