import type { Checkpoint, Host, Problem } from '../model/checkpoint.ts';
import { bootId } from '../os/epoch.ts';
import { processStat } from '../os/process-table.ts';
import { isWanted, type LiveHosts } from './capture-hosts.ts';
import type { EngineContext } from './context.ts';

/** How a host that is not there any more came to its end. */
export type Fate = 'closed' | 'lost';

/**
 * What became of the hosts of a checkpoint that have ended since: closed, when their backend finds
 * the traces of that, else lost. One that runs but was left out of the capture has no fate; neither
 * has any when nothing runs at all, which is no state to save.
 * @param hosts as `--host` takes them: those that were looked for; empty means all
 */
export async function fatesOf(
  { backends }: EngineContext,
  previous: Checkpoint,
  { live, hosts }: { readonly live: LiveHosts; readonly hosts: readonly string[] },
): Promise<ReadonlyMap<string, Fate>> {
  if (live.captures.length === 0) return new Map();
  const seen = new Set([...live.captures, ...live.unreachable].map(({ key }) => key));
  const boot = await bootId();
  const fate = async (host: Host): Promise<Fate | undefined> => {
    const { epoch, kind } = host;
    // A reboot closes nothing, whatever it has swept away.
    if (epoch.bootId !== boot) return 'lost';
    if (await isRunning(epoch)) return undefined;
    const backend = backends.find((candidate) => candidate.kind === kind);
    return (await backend?.hasClosed?.(host.endpoint)) === true ? 'closed' : 'lost';
  };
  const missing = Object.entries(previous.hosts).filter(
    ([key]) => !seen.has(key) && isWanted(key, hosts),
  );
  const entries = await Promise.all(
    missing.map(async ([key, host]) => [key, await fate(host)] as const),
  );
  return new Map(entries.flatMap(([key, own]) => (own === undefined ? [] : [[key, own] as const])));
}

/** On this boot. A zombie has ended, whatever its parent does about it. */
async function isRunning({ pid, startTime }: Host['epoch']): Promise<boolean> {
  const stat = await processStat(pid);
  return stat?.startTime === startTime && stat.state !== 'Z';
}

/** What to tell of a lost host for as long as it stays in the workspace. */
export function lostProblem(key: string, workspace: string): Problem {
  return {
    code: 'HOST_LOST',
    subject: key,
    message: `${key} ended without being closed; what was saved of it stays in ${JSON.stringify(workspace)}`,
    fix: `Run "stet restore ${workspace}" to bring it back, or "stet prune --inactive ${workspace}" to let it go`,
  };
}
