import { createHash } from 'node:crypto';
import type { Problem } from '../../../model/checkpoint.ts';
import { newStableId } from '../../../model/ids.ts';
import type { Call } from '../../../os/call.ts';
import { userShell } from '../../../os/epoch.ts';
import type { ForeignFormat, HostCapture, PaneProcesses } from '../../backend.ts';
import { describePanes, describeTabs, describeWindows, type SeenProcesses } from '../describe.ts';
import type { Identities } from '../identify.ts';
import type { KittyFacts } from '../kitty-facts.ts';
import { dumpToFacts, KittyDump } from '../list-dump.ts';
import { readSession } from './read-session.ts';
import { writeSessions } from './write-session.ts';

/** kitty's session files; what `kitty @ ls` prints is read as well. */
export const kittySession: ForeignFormat = {
  name: 'kitty-session',
  extension: '.kitty',
  write: writeSessions,
  read: (text, call) => readDump(text, call) ?? readFile(text, call),
};

function readFile(text: string, call: Call): HostCapture | undefined {
  const session = readSession(text);
  if (session === undefined) return undefined;
  const panes = panesIn(session.facts);
  const processes = new Map(
    panes.map(({ id, argv }) => [id, { root: { argv: argv.length > 0 ? argv : [userShell()] } }]),
  );
  return captureOf(text, { ...session, processes }, call);
}

function readDump(text: string, call: Call): HostCapture | undefined {
  const dump = parsedDump(text);
  if (dump === undefined || dump.length === 0) return undefined;
  const windows = dump.flatMap(({ tabs }) => tabs.flatMap((tab) => tab.windows));
  const processes = new Map(
    windows.map(({ id, cmdline, cwd, foreground_processes: foreground }) => {
      const [first, ...others] = foreground.map((own) => ({
        argv: own.cmdline ?? [],
        cwd: own.cwd ?? cwd,
      }));
      const root = { argv: cmdline.filter((word, at) => at !== 1 || word !== '--posix'), cwd };
      const isSame = first === undefined || first.argv.join('\0') === cmdline.join('\0');
      const pipedTo = others.map(({ argv }) => argv);
      return [id, isSame ? { root } : { root, foreground: { ...first, pipedTo } }] as const;
    }),
  );
  return captureOf(text, { facts: dumpToFacts(dump, 0), problems: [], processes }, call);
}

function parsedDump(text: string): KittyDump | undefined {
  try {
    return KittyDump.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

interface Described {
  readonly facts: KittyFacts;
  readonly problems: readonly Problem[];
  readonly processes: ReadonlyMap<number, PaneProcesses>;
}

/** A file is a host of its own that does not run: restoring it opens a new kitty. */
function captureOf(
  text: string,
  { facts, problems, processes }: Described,
  call: Call,
): HostCapture {
  const endpoint = `file-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  const key = `kitty:${endpoint}`;
  const ids = freshIds(facts, call);
  const seen = new Map(
    [...processes].map(([id, own]): [number, SeenProcesses] => [
      id,
      { ...own, pids: [], holdsCaller: false },
    ]),
  );
  return {
    key,
    host: {
      kind: 'kitty',
      version: facts.version,
      endpoint,
      epoch: { bootId: '', pid: 1, startTime: 0 },
      status: 'ok',
    },
    windows: describeWindows(key, facts, ids),
    tabs: describeTabs(facts, ids),
    panes: describePanes(facts, { ids, processes: seen }),
    contents: new Map(),
    problems,
  };
}

function freshIds({ windows }: KittyFacts, call: Call): Identities {
  const tabs = windows.flatMap((window) => window.tabs);
  const fresh = (
    level: 'w' | 't' | 'p',
    objects: readonly { readonly id: number }[],
  ): ReadonlyMap<number, string> =>
    new Map(objects.map(({ id }) => [id, newStableId(level, call.entropy)]));
  return {
    windows: fresh('w', windows),
    tabs: fresh('t', tabs),
    panes: fresh('p', panesIn({ windows })),
  };
}

function panesIn({
  windows,
}: Pick<KittyFacts, 'windows'>): KittyFacts['windows'][number]['tabs'][number]['panes'] {
  return windows.flatMap(({ tabs }) => tabs.flatMap(({ panes }) => panes));
}
