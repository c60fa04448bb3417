import type { Command, Completion, Flag } from '../command.ts';
import { everyOptionFlag, globalFlags } from '../flags.ts';
import { savedNames } from './saved-names.ts';
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

complete -c stet -f
${[...globalFlags, ...everyOptionFlag].map((flag) => flagLine(flag, '')).join('\n')}
${commands.flatMap((command) => commandBlock(command, names)).join('\n')}
`;
}

function commandBlock(command: Command, names: readonly string[]): readonly string[] {
  const isNext = '__fish_use_subcommand';
  const isOurs = `__fish_seen_subcommand_from ${command.name}`;
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
    ...[...new Set(words)].map((word) => `complete -c stet${condition} -a ${fishQuoted(word)}`),
  ];
}

function flagLine({ name, short, value, choices, text }: Flag, condition: string): string {
  const brief = short === undefined ? '' : ` -s ${short}`;
  const argument = choices === undefined ? ' -x' : ` -x -a ${fishQuoted(choices.join(' '))}`;
  const takes = value === undefined ? '' : argument;
  return `complete -c stet${condition}${brief} -l ${name}${takes} -d ${fishQuoted(text)}`;
}

function offer(completion: Completion, names: readonly string[]): string {
  if (completion === 'workspace') return '(__stet_names)';
  if (completion === 'target') return '(__stet_names; __stet_ids)';
  return (completion === 'command' ? names : completion).join(' ');
}
