import type { Redirection } from '../model/checkpoint.ts';
import type { ActivatedProgram, RunningProcess, StartedProgram } from './backend.ts';

/**
 * The commands of a pipeline as one list of words for the launcher. In front of each command stands
 * how many words it has; `5:2` says that the first two of five are no words of the command but a
 * setting and its value, as the launcher's `setting` takes them.
 * @param hint shown once the program has ended; '' shows nothing
 */
export function commandWords(
  { argv, pipedTo = [], redirections = [], activated }: Omit<StartedProgram, 'cwd'>,
  hint: string,
): readonly string[] {
  return [argv, ...pipedTo].flatMap((words, at) => {
    const settings = [
      ...(at === 0 && hint !== '' ? ['hint', hint] : []),
      ...(redirections[at] ?? []).flatMap(settingOf),
      ...activationSettings(activated),
    ];
    const size = String(settings.length + words.length);
    return [settings.length === 0 ? size : `${size}:${settings.length}`, ...settings, ...words];
  });
}

/** The program behind such words, as it is once it runs. */
export function programIn(words: readonly string[]): RunningProcess {
  const [first = NOTHING, ...others] = commandsIn(words);
  const redirections = [first, ...others].map((command) => command.redirections);
  const { environment } = first;
  return {
    argv: first.argv,
    pipedTo: others.map(({ argv }) => argv),
    ...(redirections.every(({ length }) => length === 0) ? {} : { redirections }),
    ...(environment.size === 0 ? {} : { environment }),
  };
}

interface Command {
  readonly argv: readonly string[];
  readonly redirections: readonly Redirection[];
  readonly environment: ReadonlyMap<string, string>;
}

const NOTHING: Command = { argv: [], redirections: [], environment: new Map() };

function commandsIn(words: readonly string[]): readonly Command[] {
  const [counts, ...rest] = words;
  if (counts === undefined) return [];
  const [size = 0, settings = 0] = counts.split(':').map(Number);
  const pairs = pairsIn(rest.slice(0, settings));
  const command = {
    argv: rest.slice(settings, size),
    redirections: pairs.flatMap(redirectionIn),
    environment: environmentIn(pairs),
  };
  return [command, ...commandsIn(rest.slice(size))];
}

type Pair = readonly [setting: string, value: string];

function pairsIn(words: readonly string[]): readonly Pair[] {
  const [setting, value, ...rest] = words;
  return setting === undefined || value === undefined ? [] : [[setting, value], ...pairsIn(rest)];
}

/** What is gone is only remembered, so that the next save knows it as well. */
function settingOf(redirection: Redirection): Pair {
  switch (redirection.kind) {
    case 'joined':
      return ['2>&1', ''];
    case 'gone':
      return [`gone${redirection.stream}`, redirection.what];
    case 'file':
      return [FILES[redirection.stream], redirection.path];
  }
}

const FILES = ['<', '>>', '2>>'] as const;
const STREAMS = [0, 1, 2] as const;

function redirectionIn([setting, value]: Pair): readonly Redirection[] {
  if (setting === '2>&1') return [{ kind: 'joined', stream: 2 }];
  return STREAMS.flatMap((stream): Redirection[] => {
    if (setting === `gone${stream}`) return [{ kind: 'gone', stream, what: value }];
    if (setting !== FILES[stream]) return [];
    return [{ kind: 'file', stream, path: value, mode: stream === 0 ? 'read' : 'append' }];
  });
}

function activationSettings(activated: ActivatedProgram | undefined): readonly string[] {
  if (activated === undefined) return [];
  const { variables, searchPath, direnv, withheld } = activated;
  return [
    ...variables.flatMap((variable) => ['set', variable]),
    ...(searchPath.length === 0 ? [] : ['path', searchPath.join(':')]),
    ...(direnv === undefined ? [] : ['direnv', direnv]),
    ...withheld.flatMap((variable) => ['withheld', variable]),
  ];
}

/** As much of a program's environment as its activations are told by. */
function environmentIn(pairs: readonly Pair[]): ReadonlyMap<string, string> {
  const assignments = pairs.flatMap(([setting, value]) => {
    if (setting === 'set' || setting === 'withheld') return [value];
    if (setting === 'direnv') return [`DIRENV_DIR=-${value}`];
    return setting === 'path' ? [`PATH=${value}`] : [];
  });
  const environment = new Map<string, string>();
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    const [name, value] = [assignment.slice(0, at), assignment.slice(at + 1)];
    const before = name === 'PATH' ? environment.get(name) : undefined;
    environment.set(name, before === undefined ? value : `${before}:${value}`);
  }
  return environment;
}
