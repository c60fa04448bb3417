import type { Globals, Settings } from '../../model/checkpoint.ts';
import { isSecret } from '../secret-names.ts';
import { type NamedValue, parseEnvironment, parseHook, parseOption } from './command-language.ts';
import { SCRIPT_OPTION } from './quiet-entry.ts';
import type { Question } from './run-script.ts';

/** What was set on one session, window or pane. */
export type SettingsQuestion = Question<Settings>;

/** Options, hooks and environment of a session. */
export function sessionSettings(session: string): SettingsQuestion {
  return {
    commands: [
      `show-options -t "${session}"`,
      `show-hooks -t "${session}"`,
      `show-environment -s -t "${session}"`,
      `show-environment -s -h -t "${session}"`,
    ],
    read: ([options = '', hooks = '', environment = '', hidden = '']) => ({
      options: readOptions(options),
      hooks: readLines(hooks, parseHook),
      environment: [...readEnvironment(environment, false), ...readEnvironment(hidden, true)],
    }),
  };
}

/** What was set for the whole server, given what it was started with. */
export type GlobalsOf = (inherited: ReadonlyMap<string, string>) => Globals;

/** Options and environment of the whole server. */
export const globalSettings: Question<GlobalsOf> = {
  commands: ['show-options -g', 'show-options -s', 'show-environment -g -s'],
  read:
    ([options = '', serverOptions = '', environment = '']) =>
    (inherited) => ({
      options: userOptions(options),
      serverOptions: userOptions(serverOptions),
      environment: Object.fromEntries(
        readEnvironment(environment, false).flatMap(({ name, value }) =>
          value === null || inherited.get(name) === value || OF_THE_START.test(name)
            ? []
            : [[name, value]],
        ),
      ),
    }),
};

/** tmux sets these itself when it starts. */
const OF_THE_START =
  /^(?:PWD|OLDPWD|SHLVL|_|TERM|TERM_PROGRAM|TERM_PROGRAM_VERSION|TMUX|TMUX_PANE)$/;

/** Options of tmux's own come from its configuration; those of the user's scripts start with `@`. */
function userOptions(output: string): Record<string, string> {
  const options = Object.entries(readOptions(output));
  return Object.fromEntries(options.filter(([name]) => name.startsWith('@')));
}

/** Options and hooks of a window. */
export function windowSettings(window: string): SettingsQuestion {
  return optionsAndHooks(`-w -t ${window}`);
}

/** Options and hooks of a pane. */
export function paneSettings(pane: string): SettingsQuestion {
  return optionsAndHooks(`-p -t ${pane}`);
}

function optionsAndHooks(target: string): SettingsQuestion {
  return {
    commands: [`show-options ${target}`, `show-hooks ${target}`],
    read: ([options = '', hooks = '']) => ({
      options: readOptions(options),
      hooks: readLines(hooks, parseHook),
      environment: [],
    }),
  };
}

/** Our own marks are no settings of the user's. */
const OURS = new Set([
  SCRIPT_OPTION,
  '@stet_id',
  '@stet_tab',
  '@stet_window',
  '@stet_resume',
  '@opencode_session',
]);

function readOptions(output: string): Record<string, string> {
  return readLines(output, parseOption);
}

function readLines(
  output: string,
  parse: (line: string) => NamedValue | undefined,
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const line of output.split('\n')) {
    const setting = parse(line);
    if (setting !== undefined && !OURS.has(setting.name)) settings[setting.name] = setting.value;
  }
  return settings;
}

/** tmux refreshes these from whoever attaches; an old value would point at a dead display. */
const OF_THE_CLIENT = /^(?:DISPLAY|KRB5CCNAME|MSYSTEM|SSH_|WINDOWID|XAUTHORITY|WAYLAND_DISPLAY)/;

function readEnvironment(output: string, isHidden: boolean): Settings['environment'] {
  return parseEnvironment(output)
    .filter(({ name }) => !OF_THE_CLIENT.test(name) && !isSecret(name))
    .map((entry) => ({ ...entry, hidden: isHidden }));
}
