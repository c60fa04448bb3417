import type { Backend, HostCapture, Launch } from '../backends/backend.ts';
import type { Pane, Problem } from '../model/checkpoint.ts';
import { isExecutable } from '../os/nearest-directory.ts';
import type { LiveHosts } from './capture-hosts.ts';
import type { Selection } from './select.ts';

/** Where the window that a pane showed may be found once everything is restored. */
export interface AttachContext {
  readonly backends: readonly Backend[];
  readonly selection: Selection;
  readonly live: LiveHosts;
}

/** Where the client starts, and where its program is looked for. */
interface AttachPlace {
  readonly cwd: string;
  readonly searchPath: string | undefined;
}

/** How a pane shows the window of another host again; undefined when it showed none. */
export async function planAttach(
  id: string,
  { attach, shell }: Pane,
  { cwd, searchPath, ...context }: AttachContext & AttachPlace,
): Promise<Pick<AttachedLaunch, 'launch' | 'notices'> | undefined> {
  if (attach === undefined) return undefined;
  const argv = attachArgv(attach, context);
  if (argv === undefined || !(await isExecutable(argv[0] ?? '', cwd, searchPath))) {
    return { launch: undefined, notices: [sessionMissing(id)] };
  }
  const launch: Launch =
    shell.length === 0 ? { kind: 'direct', argv } : { kind: 'run', shell, argv, cwd };
  return { launch, notices: [] };
}

/** `launch` is undefined when nothing is there to be shown. */
export interface AttachedLaunch {
  readonly launch: Launch | undefined;
  readonly notices: readonly Problem[];
}

/** Hosts with such panes are restored after those that have what they show. */
export function showsOthers(panes: Iterable<Pane | undefined>): boolean {
  return [...panes].some((pane) => pane?.attach !== undefined);
}

function attachArgv(
  { host, window }: NonNullable<Pane['attach']>,
  { backends, selection, live }: AttachContext,
): readonly string[] | undefined {
  const home = live.captures.find(({ windows }) => window in windows);
  const name = (home ?? selection).windows[window]?.name;
  const known = home?.host ?? selection.hosts[host] ?? heirOf(host, live)?.host;
  if (name === undefined || known === undefined) return undefined;
  return backends.find(({ kind }) => kind === known.kind)?.attachArgv?.(known.endpoint, name);
}

function heirOf(key: string, { captures }: LiveHosts): HostCapture | undefined {
  return captures.find((capture) => capture.key === key);
}

function sessionMissing(subject: string): Problem {
  return {
    code: 'SESSION_MISSING',
    subject,
    message: 'The session that it showed is neither there nor part of this restore',
    fix: 'Restore without --only and --host, or attach to another session in the pane',
  };
}
