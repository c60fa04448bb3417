import type { Argument, Command, Completion, Flag } from '../command.ts';
import { everyOptionFlag, globalFlags } from '../flags.ts';
import { savedNames, screenRefs, sessionNames } from './saved-names.ts';
import { singleQuoted } from './shell-quote.ts';

/** A completion script for zsh, to be sourced after compinit or put on the fpath as "_stet". */
export function zshCompletions(commands: readonly Command[]): string {
  const entries = commands.map(({ name, summary }) => singleQuoted(`${name}:${summary}`));
  const common = [...globalFlags, ...everyOptionFlag].flatMap(flagSpecs);
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

_stet_session() {
  local -a names
  names=(\${(f)"$(${sessionNames()})"})
  compadd -a names
}

_stet_ref() {
  local -a refs session
  session=(\${opt_args[-s]:-\${opt_args[--session]}})
  refs=(\${(f)"$(${screenRefs('${session:+-s} $session')})"})
  compadd -a refs
}

_stet_program() { _command_names -e }
_stet_file() { _files }
_stet_folder() { _files -/ }

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
  const words =
    command.startsProgram === true ? ["'*::CMD:_normal'"] : command.arguments.map(argumentSpec);
  const specs = [...command.flags.flatMap(flagSpecs), ...words];
  return `    ${[command.name, ...(command.aliases ?? [])].join('|')}) _arguments $common ${specs.join(' ')} ;;`;
}

function flagSpecs(flag: Flag): readonly string[] {
  const { name, short, text, value, choices, isRepeatable } = flag;
  const repeat = isRepeatable === true ? '*' : '';
  const tail =
    value === undefined ? '' : `:${escapeColons(value)}:${actionOf(flag.completion ?? choices)}`;
  const told = `[${text.replaceAll(/[[\]\\:]/g, String.raw`\$&`)}]${tail}`;
  const long = `--${name}${value === undefined ? '' : '='}`;
  if (short === undefined) return [singleQuoted(`${repeat}${long}${told}`)];
  const once = isRepeatable === true ? '*' : `(-${short} --${name})`;
  const brief = `-${short}${value === undefined ? '' : '+'}`;
  return [brief, long].map((spelling) => singleQuoted(`${once}${spelling}${told}`));
}

function argumentSpec({ name, completion, isRepeatable }: Argument, at: number): string {
  const place = isRepeatable === true ? '*' : at + 1;
  return singleQuoted(`${place}:${escapeColons(name)}:${actionOf(completion)}`);
}

function actionOf(completion: Completion | undefined): string {
  if (completion === undefined) return ' ';
  return typeof completion === 'string' ? `_stet_${completion}` : `(${completion.join(' ')})`;
}

function escapeColons(text: string): string {
  return text.replaceAll(':', String.raw`\:`);
}
