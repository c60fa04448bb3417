import type { Argument, Command, Completion, Flag } from '../command.ts';
import { everyOptionFlag, globalFlags } from '../flags.ts';
import { savedNames } from './saved-names.ts';
import { singleQuoted } from './shell-quote.ts';

/** A completion script for zsh, to be sourced after compinit or put on the fpath as "_stet". */
export function zshCompletions(commands: readonly Command[]): string {
  const entries = commands.map(({ name, summary }) => singleQuoted(`${name}:${summary}`));
  const common = [...globalFlags, ...everyOptionFlag].map(flagSpec);
  return `#compdef stet
# Completions of stet for zsh, printed by "stet completions zsh".
_stet_workspace() {
  local -a names
  names=(\${(f)"$(${savedNames('list', 'name')})"})
  compadd -a names
}

_stet_target() {
  local -a ids
  _stet_workspace
  ids=(\${(f)"$(${savedNames('log', 'id')})"})
  compadd -a ids
}

_stet_command() {
  local -a commands
  commands=(
    ${entries.join('\n    ')}
  )
  _describe command commands
}

_stet() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  local -a common
  common=(
    ${common.join('\n    ')}
  )
  _arguments -C $common '1: :_stet_command' '*:: :->words'
  if [[ $state != words ]]; then return; fi
  case $words[1] in
${commands.map(commandCase).join('\n')}
  esac
}

if [[ $funcstack[1] == _stet ]]; then _stet "$@"; else compdef _stet stet; fi
`;
}

function commandCase(command: Command): string {
  const specs = [...command.flags.map(flagSpec), ...command.arguments.map(argumentSpec)];
  return `    ${command.name}) _arguments $common ${specs.join(' ')} ;;`;
}

function flagSpec({ name, text, value, choices, isRepeatable }: Flag): string {
  const repeat = isRepeatable === true ? '*' : '';
  const action = choices === undefined ? ' ' : `(${choices.join(' ')})`;
  const tail = value === undefined ? '' : `:${escapeColons(value)}:${action}`;
  const equals = value === undefined ? '' : '=';
  return singleQuoted(
    `${repeat}--${name}${equals}[${text.replaceAll(/[[\]\\:]/g, String.raw`\$&`)}]${tail}`,
  );
}

function argumentSpec({ name, completion }: Argument, at: number): string {
  return singleQuoted(`${at + 1}:${escapeColons(name)}:${actionOf(completion)}`);
}

function actionOf(completion: Completion | undefined): string {
  if (completion === undefined) return ' ';
  return typeof completion === 'string' ? `_stet_${completion}` : `(${completion.join(' ')})`;
}

function escapeColons(text: string): string {
  return text.replaceAll(':', String.raw`\:`);
}
