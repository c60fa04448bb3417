import { StetError } from '../base/errors.ts';
import type { EngineContext } from '../engine/context.ts';
import { save, type SaveRequest } from '../engine/save.ts';
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
  readonly sessions: Pick<Sessions, 'onChange' | 'giveWay'>;
  readonly call: IncomingCall;
  /** Told of a failure, once for as long as it lasts. */
  readonly log: (line: string) => void;
}

/** The daemon's own saves. Its end lets a save end that has begun. */
export interface Autosave extends AsyncDisposable {
  /** Whether a change is not saved yet. */
  readonly isPending: boolean;
  /**
   * The last save, of every host, unless `save_on_quit` says no; nothing is saved after it. There is
   * one, and everybody who asks for it waits for its end.
   */
  saveLast(): Promise<void>;
}

/**
 * A change of the arrangement is durable within a second of it, output within five. What a restore
 * brings back is stored already, where it comes from.
 */
const PATIENCE_MS = { structure: 300, restored: 2_500, output: 2_500 } as const satisfies Record<
  SessionChange['kind'],
  number
>;
const LONGEST_MS = { structure: 600, output: 3_500 } as const;
/** New lines that one save reads, however many sessions flood: fewer where that takes long. */
const BUDGET_LINES = { least: 2_000, most: 20_000, forMs: 1_000 } as const;
/** Of the last saves of a daemon. */
const LAST_BUDGET_LINES = 40_000;
const MINUTE_MS = 60_000;
const TIDY_EVERY_MS = 60 * MINUTE_MS;
const RETRY_MS = 10_000;

/**
 * Saves stet's own sessions into the default workspace whenever they change, and every host each
 * `auto_save_interval_minutes`. What the workspace holds of hosts that are not there now stays.
 */
export function startAutosave({ log, ...given }: AutosaveSetup): Autosave {
  const setup = { ...given, log: withoutRepeats(log) };
  let budgetLines: number = BUDGET_LINES.most;
  // Structure does not wait for contents: its saves read none.
  const structure = new DueWork(async () => {
    const how = { hosts: ['native'], trigger: 'event', budgetLines: 'none' } as const;
    if ((await saveQuietly(setup, how)) === 'failed') structure.ask(RETRY_MS);
  }, LONGEST_MS.structure);
  let hasWaited = false;
  const output = new DueWork(async () => {
    // What a restore is bringing back is stored already, and somebody waits for it.
    // A store that cannot tell fails the save, and that is told.
    const isRestoring = await setup.store.isRestoring().catch(() => false);
    if (!hasWaited && isRestoring) {
      hasWaited = true;
      output.ask(LONGEST_MS.output);
      return;
    }
    hasWaited = false;
    const startedAt = performance.now();
    const how = { hosts: ['native'], trigger: 'event', budgetLines } as const;
    const outcome = await saveQuietly(setup, how);
    budgetLines = budgetAfter(performance.now() - startedAt, budgetLines);
    if (outcome !== 'done') output.ask(outcome === 'failed' ? RETRY_MS : PATIENCE_MS.output);
  }, LONGEST_MS.output);
  const every = new DueWork(async () => {
    const outcome = await saveQuietly(setup, { hosts: [], trigger: 'interval', budgetLines });
    if (outcome === 'leaves-lines') output.ask(PATIENCE_MS.output);
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
    for (const work of [structure, output, every, tidy]) await work[Symbol.asyncDispose]();
  };
  const forget = setup.sessions.onChange(({ kind }) => {
    if (kind !== 'output') structure.ask(PATIENCE_MS[kind]);
    output.ask(PATIENCE_MS.output);
  });
  const saveOnce = async (): Promise<void> => {
    if (isOver) return;
    await end();
    const how = { hosts: [], trigger: 'shutdown', budgetLines: LAST_BUDGET_LINES } as const;
    // Sessions are paused: what the first one leaves is all that is left.
    if ((await saveQuietly(setup, how)) === 'leaves-lines')
      await saveQuietly(setup, { ...how, catchesUp: true });
  };
  let last: Promise<void> | undefined;
  void intervalMs(setup).then((ms) => every.ask(ms));
  tidy.ask(MINUTE_MS);
  return {
    get isPending(): boolean {
      return structure.isPending || output.isPending;
    },
    saveLast: async () => (last ??= saveOnce()),
    [Symbol.asyncDispose]: end,
  };
}

function budgetAfter(tookMs: number, lines: number): number {
  const { least, most, forMs } = BUDGET_LINES;
  return Math.round(Math.min(most, Math.max(least, (lines * forMs) / Math.max(1, tookMs))));
}

interface How extends Pick<SaveRequest, 'hosts' | 'budgetLines' | 'catchesUp'> {
  readonly trigger: 'event' | 'interval' | 'shutdown';
}

/** `leaves-lines`: some of what was printed has to be saved by another save. */
type Outcome = 'done' | 'leaves-lines' | 'failed';

async function saveQuietly(setup: AutosaveSetup, how: How): Promise<Outcome> {
  let outcome: Outcome = 'done';
  const isSaved = await quietly(setup, async (call) => {
    const { values } = await settle(setup.configFile, setup.overrides);
    const isWanted = how.trigger === 'shutdown' ? values.save_on_quit : values.auto_save;
    if (!isWanted) return;
    using _ = setup.sessions.giveWay();
    const context = { ...setup, options: values };
    const patient = { ...call, patienceMs: values.host_timeout_ms };
    const request = { name: '', accept: false, keepsOthers: true, ...how };
    const { live } = await save(context, request, patient);
    if (live.captures.some(({ leavesLines }) => leavesLines === true)) outcome = 'leaves-lines';
  });
  return isSaved ? outcome : 'failed';
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
