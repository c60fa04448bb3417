import { StetError } from '../../base/errors.ts';
import type { Problem } from '../../model/checkpoint.ts';
import type { Call } from '../../os/call.ts';
import type { Hosted } from '../../sessions/hosted.ts';
import type { Launch, PaneStart, RestoreJob, RestoreOutcome } from '../backend.ts';
import { launchArgv } from '../pane-launch.ts';
import { arrangementOf } from './arrangement.ts';

/** Sessions that start at the same time, once the first is there: much of it is waiting for the system. */
const STARTS_AT_ONCE = 4;

/** Opens sessions under the ids and names that they had, and puts them where they stood. */
export async function restore(
  hosted: Hosted,
  job: RestoreJob,
  call: Call,
): Promise<RestoreOutcome> {
  const approximated: Problem[] = [];
  const failed: Problem[] = [];
  const names = new Set((await hosted.sessions()).map(({ name }) => name));
  const waiting = [...job.starts.values()].map((start, index) => {
    const wanted = start.saved.name ?? start.id;
    const name = freeName(wanted, names);
    names.add(name);
    if (name !== wanted) approximated.push(nameTaken(start.id, wanted, name));
    // Listed in the order in which they were saved, whichever is up first.
    const createdAt = call.now() - job.starts.size + index;
    return { start, name, createdAt };
  });
  const total = waiting.length;
  const openNext = async (): Promise<void> => {
    const next = waiting.shift();
    if (next === undefined) return;
    call.signal.throwIfAborted();
    const problem = await openSession(hosted, next);
    if (problem !== undefined) failed.push(problem);
    call.progress('opening sessions', total - waiting.length, total);
  };
  const openOthers = async (): Promise<void> => {
    while (waiting.length > 0) await openNext();
  };
  await openNext();
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, openOthers));
  const alive = new Set((await hosted.sessions()).map(({ id }) => id));
  hosted.arrange(arrangementOf(hosted.arrangement, { job, alive }));
  return { approximated, failed, settled: async () => hosted.settled(call.signal) };
}

/** A screen that grows later takes lines back from what it was opened with. */
const FEWEST_LINES = 128;

interface Opening {
  readonly start: PaneStart;
  readonly name: string;
  readonly createdAt: number;
}

async function openSession(
  hosted: Hosted,
  { start, name, createdAt }: Opening,
): Promise<Problem | undefined> {
  const { id, cwd, launch, saved } = start;
  const { cols, rows } = saved.size;
  const environment = saved.settings?.environment ?? [];
  try {
    await hosted.restoreSession({
      id,
      name,
      createdAt,
      size: { cols: Math.max(2, cols), rows: Math.max(1, rows) },
      title: saved.title,
      shownArgv: shownArgv(start),
      argv: argvOf(launch, cwd),
      cwd,
      env: environment.flatMap((entry) =>
        entry.value === null ? [] : [`${entry.name}=${entry.value}`],
      ),
      ...(await start.newest(Math.max(FEWEST_LINES, rows))),
    });
    return undefined;
  } catch (failure) {
    if (!(failure instanceof StetError)) throw failure;
    return { code: failure.code, subject: id, message: failure.message, fix: failure.hint };
  }
}

/** A shell or a program alone needs no launcher: the terminal holds its lines already. */
function argvOf(launch: Launch, cwd: string): readonly string[] {
  if (launch.kind === 'shell') return launch.shell;
  if (launch.kind === 'direct') return launch.argv;
  return launchArgv(launch, { cwd, file: '', hold: '' });
}

/** A session is listed by what it was started as, not by what brings it back. */
function shownArgv({ launch, saved }: PaneStart): readonly string[] {
  if (saved.shell.length > 0) return saved.shell;
  return saved.program?.argv ?? argvOf(launch, saved.cwd.path);
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
  return name;
}

function nameTaken(subject: string, wanted: string, name: string): Problem {
  return {
    code: 'NAME_TAKEN',
    subject,
    message: `Another session is called ${JSON.stringify(wanted)}; this one came back as ${JSON.stringify(name)}`,
    fix: `Reach it with: stet snapshot -s ${name}`,
  };
}
