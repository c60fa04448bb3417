import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { StetError } from '../../base/errors.ts';
import { type Call, callerOf, isTimeout, within } from '../../os/call.ts';
import { errnoOf } from '../../os/errno.ts';
import { launchDetached } from '../../os/launch-detached.ts';
import { ownFile } from '../../os/own-files.ts';
import { until } from '../../os/until.ts';
import { ask } from './ask.ts';
import { findInstances } from './find-instances.ts';
import type { Instance } from './instance.ts';
import type { JobFiles } from './job-files.ts';
import { KittyFacts } from './kitty-facts.ts';

const START_TIMEOUT_MS = 20_000;

/** A kitty that was started for a restore, with the window that holds its place until then. */
export interface StartedKitty {
  readonly instance: Instance;
  readonly placeholders: readonly number[];
}

/**
 * Starts a kitty of its own, free of the shell that stet was called from. stet's part comes in as a
 * watcher, so this kitty can be restored into whatever its configuration says of remote control.
 * @throws StetError HOST_PROGRAM_MISSING, HOST_DIED or HOST_HANGS
 */
export async function startKitty(files: JobFiles, call: Call): Promise<StartedKitty> {
  const logFile = await files.write('kitty.log', '');
  const started = await launchDetached({
    argv: [
      'kitty',
      '--session',
      // kitty opens one window at least; nothing of the user's stands in this file.
      await files.write('session', `launch --title stet sh -c "${PLACEHOLDER}"\n`),
      '--override',
      `watcher=${ownFile('kitty', 'stet_watcher.py')}`,
    ],
    env: cleanEnvironment(callerOf(call).env),
    cwd: homedir(),
    logFile,
  }).catch(programMissing);
  let instance: Instance | undefined;
  const isReady = async (): Promise<boolean> => {
    if (started.hasEnded()) throw await ended(logFile);
    instance = (await findInstances()).find(({ pid }) => pid === started.pid);
    return instance?.ways.some(({ kind }) => kind === 'service') === true;
  };
  await within(call, START_TIMEOUT_MS, async (patient) => until(isReady, patient, 25)).catch(
    tooLate,
  );
  if (instance === undefined) throw await ended(logFile);
  const facts = await ask(
    instance,
    { do: 'look' },
    { answer: KittyFacts, call, timeoutMs: START_TIMEOUT_MS },
  );
  const panes = facts.windows.flatMap(({ tabs }) => tabs.flatMap((tab) => tab.panes));
  return { instance, placeholders: panes.map(({ id }) => id) };
}

/** Holds the place as long as stet lives: nobody is to find the empty kitty of one that was cut off. */
const PLACEHOLDER = `(while kill -0 ${process.pid} 2>/dev/null; do sleep 0.2; done; kill 0) & read -r answer; exec sh`;

/** What belongs to the terminal and the shell that stet was called from, and to nobody else. */
const OF_THE_CALLER = new Set(
  `SHLVL PWD OLDPWD _ TERM TERMINFO COLORTERM TERM_PROGRAM TERM_PROGRAM_VERSION TMUX TMUX_PANE STY
  WINDOWID KITTY_PID KITTY_WINDOW_ID KITTY_LISTEN_ON KITTY_PUBLIC_KEY KITTY_INSTALLATION_DIR
  KITTY_SHELL_INTEGRATION KITTY_IS_CLONE_LAUNCH KITTY_RC_PASSWORD VTE_VERSION INSIDE_EMACS VIM
  VIMRUNTIME NVIM XDG_ACTIVATION_TOKEN DESKTOP_STARTUP_ID LINES COLUMNS`.split(/\s+/),
);

export function cleanEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !OF_THE_CALLER.has(name)),
  );
}

function programMissing(failure: unknown): never {
  if (errnoOf(failure) !== 'ENOENT') throw failure;
  throw new StetError('HOST_PROGRAM_MISSING', 'Cannot find the program "kitty" on the PATH');
}

function tooLate(failure: unknown): never {
  if (!isTimeout(failure)) throw failure;
  throw new StetError('HOST_HANGS', 'A new kitty did not come up in time');
}

async function ended(logFile: string): Promise<StetError> {
  const said = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-5);
  return new StetError('HOST_DIED', 'A new kitty ended before it was up', {
    hint: 'Read what kitty said; without DISPLAY or WAYLAND_DISPLAY it cannot open a window',
    log: said,
  });
}
