import { stat } from 'node:fs/promises';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import { epochOf } from '../../os/epoch.ts';
import { environmentOf, type ProcessStat, processTable } from '../../os/process-table.ts';
import { listeningSockets, socketsOf } from '../../os/unix-sockets.ts';
import type { Instance, InstanceChild, Way } from './instance.ts';
import { Patience } from './patience.ts';

/**
 * Every kitty of this user, found by its processes: what they listen on, whatever `listen_on`
 * says, and those that listen on nothing, known by the environment of their children.
 */
export async function findInstances(): Promise<readonly Instance[]> {
  const [table, listening] = await Promise.all([processTable(), listeningSockets()]);
  const candidates = [...table.values()].filter(isKitty);
  const found = await Promise.all(
    candidates.map(async ({ pid }) => inspect(pid, table, listening)),
  );
  return found.flatMap((instance) => instance ?? []).toSorted((a, b) => a.pid - b.pid);
}

function isKitty({ name, state }: ProcessStat): boolean {
  return name === 'kitty' && state !== 'Z';
}

async function inspect(
  pid: number,
  table: ReadonlyMap<number, ProcessStat>,
  listening: ReadonlyMap<number, string>,
): Promise<Instance | undefined> {
  if (!(await isOurs(pid))) return undefined;
  const [epoch, bound] = await Promise.all([epochOf(pid), socketsOf(pid, listening)]);
  const children = async (): Promise<readonly InstanceChild[]> => childrenOf(pid, table);
  const sockets = [...new Set(bound)];
  const ways = sockets.map(wayOf).toSorted(byPreference);
  // A client ("kitty @ ls", a kitten) has neither; so has the helper that kitty forks.
  if (epoch === undefined) return undefined;
  if (ways.length === 0 && (await children()).length === 0) return undefined;
  const address = ways[0]?.socket ?? `pid:${pid}`;
  return { address, pid, epoch, ways, children, patience: new Patience() };
}

/** kitty-PID.sock in a folder called stet is ours; any other one speaks remote control. */
function wayOf(socket: string): Way {
  return /\/\.?stet\/kitty-\d+\.sock$/.test(socket)
    ? { kind: 'service', socket }
    : { kind: 'remote-control', socket };
}

function byPreference(a: Way, b: Way): number {
  return rank(a) - rank(b);
}

/** Remote control answers at once; the service when its timer looks; an abstract one needs a child. */
function rank({ kind, socket }: Way): number {
  if (kind === 'service') return 1;
  return socket.startsWith('@') ? 2 : 0;
}

async function childrenOf(
  pid: number,
  table: ReadonlyMap<number, ProcessStat>,
): Promise<readonly InstanceChild[]> {
  const direct = [...table.values()].filter(({ parent, state }) => parent === pid && state !== 'Z');
  const read = await Promise.all(
    direct.map(async (child) => ({ pid: child.pid, environment: await environmentOf(child.pid) })),
  );
  return read
    .filter(({ environment }) => environment.get('KITTY_PID') === String(pid))
    .map((child) => ({ ...child, window: Number(child.environment.get('KITTY_WINDOW_ID') ?? 0) }))
    .filter(({ window }) => window > 0)
    .toSorted((a, b) => a.window - b.window);
}

async function isOurs(pid: number): Promise<boolean> {
  const owner = await stat(`/proc/${pid}`).then(
    ({ uid }) => uid,
    () => undefined,
  );
  return owner === process.getuid?.();
}

/** The same for one piece of work, which reads each of them next and need not look again for each. */
export async function findInstancesFor(call: Call): Promise<readonly Instance[]> {
  const found = await findInstances();
  foundFor.set(call, found);
  return found;
}

/** @throws StetError HOST_DIED when no such kitty runs any more */
export async function instanceAt(address: string, call?: Call): Promise<Instance> {
  const isIt = ({ address: own, ways }: Instance): boolean =>
    own === address || ways.some(({ socket }) => socket === address);
  const known = call === undefined ? undefined : foundFor.get(call)?.find(isIt);
  const found = known ?? (await findInstances()).find(isIt);
  if (found !== undefined) return found;
  throw new StetError('HOST_DIED', `The kitty at ${JSON.stringify(address)} has ended`);
}

/** What was found last in each piece of work. */
const foundFor = new WeakMap<Call, readonly Instance[]>();

/** Whether an instance is one of those asked for: `{kitty_pid}` is any pid, `*` any name, `**` any path. */
export function isChosen({ address, ways, pid }: Instance, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return true;
  const names = [address, `pid:${pid}`, ...ways.map(({ socket }) => socket)];
  return patterns.map(matcherOf).some((matcher) => names.some((name) => matcher.test(name)));
}

/** `unix:` is how kitty.conf begins a socket; kitty appends `-PID` to one that has no placeholder. */
function matcherOf(pattern: string): RegExp {
  const home = process.env['HOME'] ?? '';
  const bare = pattern.replace(/^unix:/, '').replace(/^(?:\$HOME|\$\{HOME\}|~)(?=\/)/, home);
  const words = bare
    .split(/(\*\*?|\{kitty_pid\})/)
    .map((word) => WILD.get(word) ?? literally(word));
  return new RegExp(`^${words.join('')}(?:-\\d+)?$`);
}

const WILD: ReadonlyMap<string, string> = new Map([
  ['{kitty_pid}', String.raw`\d+`],
  ['*', '[^/]*'],
  ['**', '.*'],
]);

function literally(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
