import type { Command, Completion, Flag } from '../command.ts';
import { flagsOf } from '../flags.ts';
import { savedNames } from './saved-names.ts';
import { singleQuoted } from './shell-quote.ts';

/** A completion script for bash 4 and newer. */
export function bashCompletions(commands: readonly Command[]): string {
  const flags = [...new Map(commands.flatMap(flagsOf).map((flag) => [flag.name, flag])).values()];
  const valued = flags.filter(({ value }) => value !== undefined);
  const names = commands.map(({ name }) => name);
  return `# Completions of stet for bash, printed by "stet completions bash".
_stet_names() {
  ${savedNames('list', 'name')}
}

_stet_ids() {
  ${savedNames('log', 'id')}
}

_stet_offer() {
  local line word
  while IFS= read -r line; do
    word=\${line// /\\\\ }
    if [[ -n $line && $word == "$current"* ]]; then COMPREPLY+=("$word"); fi
  done
}

_stet() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local command='' position=0 index word is_value=0
  COMPREPLY=()
  if [[ $current == = ]]; then
    current=''
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index += 1)); do
    word=\${COMP_WORDS[index]}
    if ((is_value)); then
      if [[ $word != = ]]; then is_value=0; fi
      continue
    fi
    case $word in
      ${valued.map(({ name }) => `--${name}`).join(' | ')}) is_value=1 ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=$word; else position=$((position + 1)); fi ;;
    esac
  done
  if ((is_value)); then
    case $previous in
${valued.flatMap(valueCase).join('\n')}
    esac
    return
  fi
  case $command in
    '') _stet_offer < <(printf '%s\\n' ${[...names, '--help', '--version'].join(' ')}) ;;
${commands.map((command) => commandCase(command, names)).join('\n')}
  esac
}

complete -F _stet stet
`;
}

function valueCase({ name, choices }: Flag): readonly string[] {
  if (choices === undefined) return [];
  return [`      --${name}) _stet_offer < <(printf '%s\\n' ${choices.join(' ')}) ;;`];
}

function commandCase(command: Command, names: readonly string[]): string {
  const flags = flagsOf(command).map(({ name }) => `--${name}`);
  const words = command.arguments.flatMap(({ completion }, at) =>
    completion === undefined ? [] : [`        ${at}) ${offer(completion, names)} ;;`],
  );
  const positions =
    words.length === 0 ? '' : `      case $position in\n${words.join('\n')}\n      esac\n`;
  return `    ${command.name})
      if [[ $current == -* ]]; then
        _stet_offer < <(printf '%s\\n' ${flags.map(singleQuoted).join(' ')})
        return
      fi
${positions}      ;;`;
}

function offer(completion: Completion, names: readonly string[]): string {
  if (completion === 'workspace') return '_stet_offer < <(_stet_names)';
  if (completion === 'target') return '_stet_offer < <(_stet_names; _stet_ids)';
  const words = completion === 'command' ? names : completion;
  return `_stet_offer < <(printf '%s\\n' ${words.join(' ')})`;
}
