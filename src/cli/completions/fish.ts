import type { Command, Completion, Flag } from '../command.ts';
import { everyOptionFlag, globalFlags } from '../flags.ts';
import { savedNames, screenRefs, sessionNames } from './saved-names.ts';
import { fishQuoted } from './shell-quote.ts';

/** A completion script for fish 3 and newer. */
export function fishCompletions(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name);
  return `# Completions of stet for fish, printed by "stet completions fish".
function __stet_names
  ${savedNames('list', 'name')}
end

function __stet_ids
  ${savedNames('log', 'id')}
end

function __stet_sessions
  ${sessionNames()}
end

function __stet_refs
  set -l words (commandline -opc)
  set -l at (contains -i -- -s $words; or contains -i -- --session $words)
  set -l session
  test -n "$at"; and set session -s $words[(math $at + 1)]
  ${screenRefs('$session')}
end

complete -c stet -f
${[...globalFlags, ...everyOptionFlag].map((flag) => flagLine(flag, '')).join('\n')}
${commands.flatMap((command) => commandBlock(command, names)).join('\n')}
`;
}

function commandBlock(command: Command, names: readonly string[]): readonly string[] {
  const isNext = '__fish_use_subcommand';
  const spellings = [command.name, ...(command.aliases ?? [])];
  const isOurs = `__fish_seen_subcommand_from ${spellings.join(' ')}`;
  // "stet help save" has seen two commands: the words of "save" are not meant
  const isMeant =
    command.name === 'help' ? isOurs : `${isOurs}; and not __fish_seen_subcommand_from help`;
  const condition = ` -n ${fishQuoted(isMeant)}`;
  const words = command.arguments.flatMap(({ completion }) =>
    completion === undefined ? [] : [offer(completion, names)],
  );
  return [
    `complete -c stet -n ${isNext} -a ${command.name} -d ${fishQuoted(command.summary)}`,
    ...command.flags.map((flag) => flagLine(flag, condition)),
    ...[...new Set(words)].map((word) => `complete -c stet${condition}${word}`),
  ];
}

function flagLine(flag: Flag, condition: string): string {
  const { name, short, value, text } = flag;
  const completion = flag.completion ?? flag.choices;
  const brief = short === undefined ? '' : ` -s ${short}`;
  const words = completion === undefined ? '' : offer(completion, []);
  const takes = value === undefined ? '' : completion === 'file' ? ' -r -F' : ` -x${words}`;
  return `complete -c stet${condition}${brief} -l ${name}${takes} -d ${fishQuoted(text)}`;
}

const LISTS: Readonly<Record<Exclude<Completion, readonly string[] | 'command'>, string>> = {
  workspace: '(__stet_names)',
  target: '(__stet_names; __stet_ids)',
  session: '(__stet_sessions)',
  ref: '(__stet_refs)',
  program: '(__fish_complete_command)',
  file: '(__fish_complete_path)',
  folder: '(__fish_complete_directories)',
};

function offer(completion: Completion, names: readonly string[]): string {
  const isList = typeof completion === 'string' && completion !== 'command';
  const words = completion === 'command' ? names : completion;
  return ` -a ${fishQuoted(isList ? LISTS[completion] : Array.from(words).join(' '))}`;
}
