import type { Command, Completion, Flag } from '../command.ts';
import { flagsOf } from '../flags.ts';
import { savedNames, screenRefs, sessionNames } from './saved-names.ts';
import { singleQuoted } from './shell-quote.ts';

/** The -s of the line that is being completed. */
const SESSION = '${session:+-s "$session"}';

/** A completion script for bash 4 and newer. */
export function bashCompletions(commands: readonly Command[]): string {
  const valued = valuedFlags(commands);
  const names = commands.map(({ name }) => name);
  return `# Completions of stet for bash, printed by "stet completions bash".
_stet_names() {
  ${savedNames('list', 'name')}
}

_stet_ids() {
  ${savedNames('log', 'id')}
}

_stet_sessions() {
  ${sessionNames()}
}

_stet_refs() {
  ${screenRefs(SESSION)}
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
  local command='' position=0 index word is_value=0 flag='' session=''
  COMPREPLY=()
  if [[ $current == = ]]; then
    current=''
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index += 1)); do
    word=\${COMP_WORDS[index]}
    if ((is_value)); then
      if [[ $word == = ]]; then continue; fi
      is_value=0
      if [[ $flag == -s || $flag == --session ]]; then session=$word; fi
      continue
    fi
    case $word in
      ${[...new Set(valued.flatMap(({ flag }) => spellings(flag)))].join(' | ')})
        is_value=1
        flag=$word
        ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=$word; else position=$((position + 1)); fi ;;
    esac
  done
  if ((is_value)); then
    case "$command $previous" in
${valueCases(valued, names).join('\n')}
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

function spellings({ name, short }: Flag): readonly string[] {
  return short === undefined ? [`--${name}`] : [`-${short}`, `--${name}`];
}

interface ValuedFlag {
  readonly command: string;
  readonly flag: Flag;
}

function valuedFlags(commands: readonly Command[]): readonly ValuedFlag[] {
  return commands.flatMap((command) =>
    flagsOf(command)
      .filter(({ value }) => value !== undefined)
      .map((flag) => ({ command: command.name, flag })),
  );
}

/** What may follow a flag: one case for all commands that agree on it, else one for each. */
function valueCases(valued: readonly ValuedFlag[], names: readonly string[]): readonly string[] {
  const cases = new Map<string, Set<string>>();
  for (const { command, flag } of valued) {
    const offered = offerOf(flag, names);
    if (offered === undefined) continue;
    const namesakes = valued.filter((other) => other.flag.name === flag.name);
    const isAgreed = namesakes.every((other) => offerOf(other.flag, names) === offered);
    const patterns = spellings(flag).map((word) => `${isAgreed ? '*' : command}' ${word}'`);
    cases.set(offered, new Set([...(cases.get(offered) ?? []), ...patterns]));
  }
  return [...cases].map(
    ([offered, patterns]) => `      ${[...patterns].join(' | ')}) ${offered} ;;`,
  );
}

function offerOf(flag: Flag, names: readonly string[]): string | undefined {
  const completion = flag.completion ?? flag.choices;
  return completion === undefined ? undefined : offer(completion, names);
}

function commandCase(command: Command, names: readonly string[]): string {
  const flags = flagsOf(command).map(({ name }) => `--${name}`);
  const words = command.arguments.flatMap(({ completion }, at) =>
    completion === undefined ? [] : [`        ${at}) ${offer(completion, names)} ;;`],
  );
  const positions =
    words.length === 0 ? '' : `      case $position in\n${words.join('\n')}\n      esac\n`;
  return `    ${[command.name, ...(command.aliases ?? [])].join(' | ')})
      if [[ $current == -* ]]; then
        _stet_offer < <(printf '%s\\n' ${flags.map(singleQuoted).join(' ')})
        return
      fi
${positions}      ;;`;
}

const LISTS: Readonly<Record<Exclude<Completion, readonly string[] | 'command'>, string>> = {
  workspace: '_stet_names',
  target: '_stet_names; _stet_ids',
  session: '_stet_sessions',
  ref: '_stet_refs',
  program: 'compgen -c -- "$current" | sort -u',
  file: 'compgen -f -- "$current"',
  folder: 'compgen -d -- "$current"',
};

function offer(completion: Completion, names: readonly string[]): string {
  if (typeof completion === 'string' && completion !== 'command') {
    return `_stet_offer < <(${LISTS[completion]})`;
  }
  const words = completion === 'command' ? names : completion;
  return `_stet_offer < <(printf '%s\\n' ${words.join(' ')})`;
}
