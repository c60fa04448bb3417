import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { ownFile } from '../os/own-files.ts';
import { observedSettings } from './opencode/observed-settings.ts';

/** How a program is started so that stet's observer looks over its shoulder. */
export interface Observed {
  readonly argv: readonly [string, ...string[]];
  /** What its environment holds beside our own. */
  readonly env: Readonly<Record<string, string>>;
}

/** A program's own words, with what brings the observer in; no file of the user's is changed. */
export async function observed(argv: readonly [string, ...string[]]): Promise<Observed> {
  const bring = observers[basename(argv[0])];
  return bring === undefined ? { argv, env: {} } : bring(argv);
}

const observers: Readonly<
  Record<string, (argv: readonly [string, ...string[]]) => Promise<Observed>>
> = {
  opencode: async (argv) => ({ argv, env: { OPENCODE_TUI_CONFIG: await observedSettings() } }),
  pi: async ([program, ...words]) => ({
    argv: [program, '--extension', ownFile('share', 'pi', 'stet-observer.js'), ...words],
    env: {},
  }),
  gemini: async (argv) => ({ argv, env: geminiEnvironment() }),
};

/** gemini reads settings of the system below those of the user; nothing is replaced that is there. */
function geminiEnvironment(): Readonly<Record<string, string>> {
  const isTaken = (process.env['GEMINI_CLI_SYSTEM_DEFAULTS_PATH'] ?? '') !== '';
  if (isTaken || existsSync('/etc/gemini-cli/system-defaults.json')) return {};
  return {
    GEMINI_CLI_SYSTEM_DEFAULTS_PATH: ownFile('share', 'gemini', 'settings.json'),
    STET_GEMINI_OBSERVER: ownFile('share', 'gemini', 'stet-observer.sh'),
  };
}
