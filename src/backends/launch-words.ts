import type { Redirection } from '../model/checkpoint.ts';
import type { RunningProcess, StartedProgram } from './backend.ts';

/**
 * The commands of a pipeline as one list of words for the launcher. In front of each command stands
 * how many words it has; `5:2` says that the first two of five are no words of the command but a
 * setting and its value, as the launcher's `setting` takes them.
 */
export function commandWords({
  argv,
  pipedTo = [],
  redirections = [],
}: Omit<StartedProgram, 'cwd'>): readonly string[] {
  return [argv, ...pipedTo].flatMap((words, at) => {
    const settings = (redirections[at] ?? []).flatMap(settingOf);
    const size = String(settings.length + words.length);
    return [settings.length === 0 ? size : `${size}:${settings.length}`, ...settings, ...words];
  });
}

/** The program behind such words, as it is once it runs. */
export function programIn(words: readonly string[]): RunningProcess {
  const [first = NOTHING, ...others] = commandsIn(words);
  const redirections = [first, ...others].map((command) => command.redirections);
  return {
    argv: first.argv,
    pipedTo: others.map(({ argv }) => argv),
    ...(redirections.every(({ length }) => length === 0) ? {} : { redirections }),
  };
}

interface Command {
  readonly argv: readonly string[];
  readonly redirections: readonly Redirection[];
}

const NOTHING: Command = { argv: [], redirections: [] };

function commandsIn(words: readonly string[]): readonly Command[] {
  const [counts, ...rest] = words;
  if (counts === undefined) return [];
  const [size = 0, settings = 0] = counts.split(':').map(Number);
  const command = {
    argv: rest.slice(settings, size),
    redirections: pairsIn(rest.slice(0, settings)).flatMap(redirectionIn),
  };
  return [command, ...commandsIn(rest.slice(size))];
}

function pairsIn(words: readonly string[]): readonly (readonly [string, string])[] {
  const [setting, value, ...rest] = words;
  return setting === undefined || value === undefined ? [] : [[setting, value], ...pairsIn(rest)];
}

/** What is gone is only remembered, so that the next save knows it as well. */
function settingOf(redirection: Redirection): readonly [string, string] {
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

function redirectionIn([setting, value]: readonly [string, string]): readonly Redirection[] {
  if (setting === '2>&1') return [{ kind: 'joined', stream: 2 }];
  return STREAMS.flatMap((stream): Redirection[] => {
    if (setting === `gone${stream}`) return [{ kind: 'gone', stream, what: value }];
    if (setting !== FILES[stream]) return [];
    return [{ kind: 'file', stream, path: value, mode: stream === 0 ? 'read' : 'append' }];
  });
}
