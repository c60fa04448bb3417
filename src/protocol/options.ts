/**
 * Every setting of stet, once. The configuration file, the `STET_*` variables, the flags, the
 * help texts and docs/reference/options.md all come from this table.
 */
export const options = {
  auto_save: {
    type: 'boolean',
    default: true,
    text: 'Save on its own while the daemon runs',
  },
  auto_save_interval_minutes: {
    type: 'integer',
    default: 5,
    min: 1,
    max: 1440,
    unit: 'minutes',
    text: 'The longest time between two automatic saves when something changed',
  },
  save_on_quit: {
    type: 'boolean',
    default: true,
    text: 'Save every host once more when the daemon ends or is asked to',
  },
  save_scrollback: {
    type: 'choice',
    choices: ['full', 'recent', 'none'],
    default: 'recent',
    flag: 'scrollback',
    text: 'How much output to record: all of it, the newest lines, or none',
  },
  max_scrollback_lines: {
    type: 'integer',
    default: 50_000,
    min: 1,
    max: 10_000_000,
    unit: 'lines',
    flag: 'lines',
    text: 'How many of the newest lines of a pane "recent" records',
  },
  save_paste_buffers: {
    type: 'boolean',
    default: false,
    text: "Record tmux's paste buffers, which may hold passwords that somebody copied",
  },
  restore_on_startup: {
    type: 'text',
    default: 'last',
    text: 'What to bring back when the daemon starts: "last", "none" or the name of a workspace',
  },
  run_programs: {
    type: 'list',
    default: [
      'vim',
      'nvim',
      'vi',
      'view',
      'vimdiff',
      'emacs',
      'ssh',
      'mosh',
      'htop',
      'btop',
      'btm',
      'top',
      'less',
      'more',
      'man',
      'tail',
      'watch',
    ],
    text: 'Programs that a restore starts again: a name (htop), the first words (npm run dev), ~text in the command line, a->b to run b instead (* in it: the rest of the words); "*" means all',
  },
  prompt_programs: {
    type: 'list',
    default: [],
    text: 'Programs that a restore offers to start again with one key, named as in run_programs',
  },
  never_programs: {
    type: 'list',
    default: ['sudo', 'doas', 'su'],
    text: 'Programs that a restore neither starts nor offers, whatever the other lists say',
  },
  default_program_policy: {
    type: 'choice',
    choices: ['run', 'prompt', 'shell'],
    default: 'shell',
    text: 'What happens to a program that no list names',
  },
  agent_policy: {
    type: 'choice',
    choices: ['run', 'prompt', 'shell', 'never'],
    default: 'run',
    text: 'What happens to an AI coding program whose conversation is known for certain and that no list names',
  },
  agent_max_age_hours: {
    type: 'integer',
    default: 168,
    min: 1,
    max: 87_600,
    unit: 'hours',
    text: 'Conversations saved longer ago are offered and not resumed by themselves',
  },
  tmux_sockets: {
    type: 'list',
    default: [],
    text: 'Sockets of the tmux servers to look at; empty means every server of yours',
  },
  kitty_sockets: {
    type: 'list',
    default: [],
    alias: 'KITTY_SESSION_SOCK_PATTERN',
    text: 'The kitty instances to look at, as listen_on names them; empty means all of yours',
  },
  kitty_restore_together: {
    type: 'boolean',
    default: false,
    text: 'Restore all saved kitty instances into one, instead of each into one of its own',
  },
  kitty_session_save_dir: {
    type: 'text',
    default: '',
    alias: 'KITTY_SESSION_SAVE_DIR',
    text: 'A folder that every save also writes kitty session files into; empty means none',
  },
  kitty_session_save_opts: {
    type: 'text',
    default: '',
    alias: 'KITTY_SESSION_SAVE_OPTS',
    text: 'How those files are written: "--no-copy-env" leaves environments out',
  },
  host_timeout_ms: {
    type: 'integer',
    default: 5_000,
    min: 100,
    max: 600_000,
    unit: 'milliseconds',
    text: 'How long a host may take to answer before its last saved state is kept instead',
  },
  detach_keys: {
    type: 'text',
    default: String.raw`ctrl+\ d`,
    text: 'What lets go of a session that "stet attach" shows: characters or ctrl+ and a letter, with blanks between them',
  },
  idle_stop_seconds: {
    type: 'integer',
    default: 300,
    min: 1,
    max: 31_536_000,
    unit: 'seconds',
    text: 'How long the daemon stays when no session runs and nobody asks it anything',
  },
} as const satisfies Record<string, OptionSpec>;

/**
 * What one setting accepts. `flag` names it on the command line when its own name is too long;
 * `alias` is a variable of another program's that means the same.
 */
export type OptionSpec = {
  readonly text: string;
  readonly flag?: string;
  readonly alias?: string;
} & (
  | { readonly type: 'boolean'; readonly default: boolean }
  | {
      readonly type: 'integer';
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly unit: string;
    }
  | { readonly type: 'choice'; readonly default: string; readonly choices: readonly string[] }
  | { readonly type: 'text'; readonly default: string }
  | { readonly type: 'list'; readonly default: readonly string[] }
);

export type OptionName = keyof typeof options;

type ValueOf<S extends OptionSpec> = S extends { type: 'boolean' }
  ? boolean
  : S extends { type: 'integer' }
    ? number
    : S extends { type: 'choice'; choices: readonly (infer C)[] }
      ? C
      : S extends { type: 'list' }
        ? readonly string[]
        : string;

/** The settings in force, every one of them present. */
export type Options = { readonly [N in OptionName]: ValueOf<(typeof options)[N]> };

/** The names of all settings, in the order of the table. */
export const optionNames: readonly OptionName[] = Object.keys(options).filter(isOptionName);

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(options, name);
}

/** `save_scrollback` → `STET_SAVE_SCROLLBACK`. */
export function variableOf(name: OptionName): string {
  return `STET_${name.toUpperCase()}`;
}

/** The variable of another program's that means the same; undefined for most. */
export function aliasOf(name: OptionName): string | undefined {
  const spec: OptionSpec = options[name];
  return spec.alias;
}

/** `save_scrollback` → `scrollback`; without a flag of its own `auto_save` → `auto-save`. */
export function flagOf(name: OptionName): string {
  const spec: OptionSpec = options[name];
  return spec.flag ?? name.replaceAll('_', '-');
}
