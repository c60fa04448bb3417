import { StetError } from '../base/errors.ts';
import type { EngineContext } from '../engine/context.ts';
import { save } from '../engine/save.ts';
import type { Call } from '../os/call.ts';
import type { Override } from '../protocol/answers.ts';
import type { SessionChange, Sessions } from '../sessions/sessions.ts';
import type { IncomingCall } from './dispatch.ts';
import { DueWork } from './due-work.ts';
import { settle } from './settle.ts';

/** What saving on its own works with. */
export interface AutosaveSetup extends Omit<EngineContext, 'options'> {
  readonly configFile: string;
  /** Settings from the daemon's own environment. */
  readonly overrides: readonly Override[];
  readonly sessions: Pick<Sessions, 'onChange'>;
  readonly call: IncomingCall;
  /** Told of a failure, once for as long as it lasts. */
  readonly log: (line: string) => void;
}

/** The daemon's own saves. Its end lets a save end that has begun. */
export interface Autosave extends AsyncDisposable {
  /** Whether a change is not saved yet. */
  readonly isPending: boolean;
  /** The last save, of every host, unless `save_on_quit` says no; nothing is saved after it. */
  saveLast(): Promise<void>;
}

/** A change of the arrangement is durable within a second of it, output within five. */
const PATIENCE_MS = { structure: 400, output: 3_000 } as const satisfies Record<
  SessionChange['kind'],
  number
>;
const MINUTE_MS = 60_000;
const TIDY_EVERY_MS = 60 * MINUTE_MS;
const RETRY_MS = 10_000;

/**
 * Saves stet's own sessions into the default workspace whenever they change, and every host each
 * `auto_save_interval_minutes`. What the workspace holds of hosts that are not there now stays.
 */
export function startAutosave({ log, ...given }: AutosaveSetup): Autosave {
  const setup = { ...given, log: withoutRepeats(log) };
  const own = new DueWork(async () => {
    const isSaved = await saveQuietly(setup, ['native'], 'event');
    if (!isSaved) own.ask(RETRY_MS);
  });
  const every = new DueWork(async () => {
    await saveQuietly(setup, [], 'interval');
    every.ask(await intervalMs(setup));
  });
  const tidy = new DueWork(async () => {
    await quietly(setup, async (call) => setup.store.thinOut(call));
    tidy.ask(TIDY_EVERY_MS);
  });
  let isOver = false;
  const end = async (): Promise<void> => {
    isOver = true;
    forget();
    for (const work of [own, every, tidy]) await work[Symbol.asyncDispose]();
  };
  const forget = setup.sessions.onChange(({ kind }) => own.ask(PATIENCE_MS[kind]));
  void intervalMs(setup).then((ms) => every.ask(ms));
  tidy.ask(MINUTE_MS);
  return {
    get isPending(): boolean {
      return own.isPending;
    },
    saveLast: async () => {
      if (isOver) return;
      await end();
      await saveQuietly(setup, [], 'shutdown');
    },
    [Symbol.asyncDispose]: end,
  };
}

async function saveQuietly(
  setup: AutosaveSetup,
  hosts: readonly string[],
  trigger: 'event' | 'interval' | 'shutdown',
): Promise<boolean> {
  return quietly(setup, async (call) => {
    const { values } = await settle(setup.configFile, setup.overrides);
    const isWanted = trigger === 'shutdown' ? values.save_on_quit : values.auto_save;
    if (!isWanted) return;
    const context = { ...setup, options: values };
    const patient = { ...call, patienceMs: values.host_timeout_ms };
    await save(context, { name: '', hosts, trigger, accept: false, keepsOthers: true }, patient);
  });
}

async function intervalMs({ configFile, overrides }: AutosaveSetup): Promise<number> {
  const settled = await settle(configFile, overrides).catch(async () => settle('', []));
  return settled.values.auto_save_interval_minutes * MINUTE_MS;
}

/** Nobody waits for these saves, so a failure goes to the log. Returns whether there was none. */
async function quietly(
  { call, log }: AutosaveSetup,
  work: (call: Call) => Promise<unknown>,
): Promise<boolean> {
  try {
    await work({ ...call, patienceMs: PATIENCE_MS.output });
    log('');
    return true;
  } catch (failure) {
    if (failure instanceof StetError && failure.code === 'NOTHING_TO_SAVE') return true;
    log(`autosave: ${failure instanceof Error ? failure.message : String(failure)}`);
    return false;
  }
}

/** Passes a line on when it differs from the one before; an empty one only ends the repetition. */
function withoutRepeats(log: (line: string) => void): (line: string) => void {
  let last = '';
  return (line) => {
    if (line !== last && line !== '') log(line);
    last = line;
  };
}
