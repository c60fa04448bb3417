import { appending, redirectionWords } from '../model/redirection-words.ts';
import { plainText, savedLine } from '../model/saved-line.ts';
import type { Launch, PaneProcesses, StartedProgram } from './backend.ts';
import { commandWords, programIn } from './launch-words.ts';

/**
 * What a restored pane starts as: a POSIX shell that prints the saved lines, runs the program as
 * a job of its own (so that Ctrl-Z works and the next capture sees it), and becomes the user's
 * shell; where there was none, it ends with the program. Every word arrives as an argument;
 * nothing is ever typed or pasted into shell code.
 */
export function launchArgv(launch: Launch, { cwd, file, hold }: LaunchPlace): readonly string[] {
  const words = wordsOf(launch);
  return [
    '/bin/sh',
    '-c',
    SCRIPT,
    NAME,
    launch.kind,
    cwd,
    file,
    hold,
    launch.kind === 'run' ? (launch.gate ?? '') : '',
    launch.kind === 'run' && launch.isRetried === true ? 'retry' : '',
    words.detail,
    words.label,
    String(words.shell.length),
    ...words.shell,
    ...words.program,
  ];
}

/** Where in the words of a launcher the number of the shell's words stands, followed by those. */
export const SHELL_COUNT_AT = 12;

/** Where a pane starts, and the files that it finds there; '' for none. */
export interface LaunchPlace {
  readonly cwd: string;
  /** Lines to print and remove. */
  readonly file: string;
  /** A program that has ended waits until this one is removed, so that its pane can be set up to stay. */
  readonly hold: string;
}

/** Sees through the launcher: the shell it will become, and the program that waits for a key. */
export function throughLauncher(processes: PaneProcesses): PaneProcesses {
  const [, , , name, kind, , , , , , detail = '', , count = '0', ...words] = processes.root.argv;
  if (name !== NAME) return processes;
  const shell = words.slice(0, Number(count));
  const rest = words.slice(Number(count));
  const isPending = kind === 'prompt' || kind === 'run';
  const program = isPending ? programIn(rest) : { argv: rest };
  const root = { ...processes.root, argv: shell.length > 0 ? shell : program.argv };
  if (processes.foreground !== undefined || !isPending) return { ...processes, root };
  return { root, foreground: { ...program, cwd: detail }, isWaiting: true };
}

interface Words {
  readonly detail: string;
  readonly label: string;
  readonly shell: readonly string[];
  readonly program: readonly string[];
}

function wordsOf(launch: Launch): Words {
  switch (launch.kind) {
    case 'shell':
      return { detail: '', label: '', shell: launch.shell, program: [] };
    case 'run':
    case 'prompt':
      return {
        detail: launch.cwd,
        label: `${lineOf(launch)}${remarkOf(launch)}`,
        shell: launch.shell,
        program: commandWords(launch, hintOf(launch)),
      };
    case 'direct':
      return { detail: '', label: '', shell: [], program: launch.argv };
    case 'ended':
      return { detail: launch.signal ?? '', label: String(launch.status), shell: [], program: [] };
    case 'missing':
      return { detail: '', label: printable(launch.what), shell: launch.shell, program: [] };
  }
}

function lineOf({ argv, pipedTo = [], redirections = [] }: StartedProgram): string {
  const commands = [argv, ...pipedTo].map((words, at) => {
    const opened = redirectionWords(appending(redirections[at] ?? []), quoted);
    return [labelOf(words), ...opened.map(printable)].join(' ');
  });
  return commands.join(' | ');
}

/** A command as a person knows it: what env(1) sets for it is left out. */
function labelOf(argv: readonly string[]): string {
  const isSet = argv[0] === '/usr/bin/env';
  const start = isSet ? argv.findIndex((word, at) => at > 0 && !word.includes('=')) : 0;
  return printable(argv.slice(start).map(quoted).join(' '));
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : JSON.stringify(word);
}

const PLAIN = /^[\w@%+=:,./-]+$/;

/** What is too long to be shown whole is not shown: people copy it. */
function hintOf({ activated }: StartedProgram): string {
  const hints = activated?.hints ?? [];
  if (hints.length === 0) return '';
  const line = hints.map((words) => words.map(shellWord).join(' ')).join(' && ');
  const hint = `[stet] To go on as before: ${line}`;
  return printable(hint) === hint ? hint : '';
}

function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function remarkOf(launch: Launch): string {
  const remark = launch.kind === 'prompt' ? (launch.remark ?? '') : '';
  return remark === '' ? '' : printable(` [${remark}]`);
}

function printable(text: string): string {
  const line = plainText(savedLine(text));
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

const NAME = 'stet-pane';

const SCRIPT = `
kind=$1 cwd=$2 file=$3 hold=$4 gate=$5 retry=$6 detail=$7 label=$8 count=$9
shift 9
status=0 way='a shell'
[ "$count" -gt 0 ] || way='the end'
cd -- "$cwd" 2>/dev/null
if [ -n "$file" ]; then cat -- "$file"; rm -f -- "$file"; fi
hint() {
  shift "$count"
  case $1 in *:*) [ "$2" != hint ] || printf '%s\\n' "$3" ;; esac
}
shell() {
  [ "$count" -gt 0 ] || exit "$status"
  hint "$@"
  at=0 total=$#
  while [ "$at" -lt "$total" ]; do
    [ "$at" -lt "$count" ] && set -- "$@" "$1"
    shift
    at=$((at + 1))
  done
  exec "$@"
}
setting() {
  case $1 in '<' | '>>' | '2>>')
    if [ ! -f "$2" ] && [ -e "$2" ] && [ "$2" != /dev/null ]; then return 1; fi ;;
  esac
  case $1 in
    '<') (: <"$2") 2>/dev/null && exec <"$2" ;;
    '>>') (: >>"$2") 2>/dev/null && exec >>"$2" ;;
    '2>>') (: >>"$2") 2>/dev/null && exec 2>>"$2" ;;
    '2>&1') exec 2>&1 ;;
    set) export "$2" ;;
    path) PATH=$2\${PATH:+:$PATH} && export PATH ;;
    direnv) direnv=$2 ;;
  esac
}
one() {
  size=\${1%:*} settings=0 direnv= at=0
  case $1 in *:*) settings=\${1#*:} ;; esac
  shift
  total=$#
  while [ "$at" -lt "$total" ]; do
    [ "$at" -lt "$size" ] && set -- "$@" "$1"
    shift
    at=$((at + 1))
  done
  cd -- "$detail" 2>/dev/null
  while [ "$settings" -gt 0 ]; do
    if ! setting "$1" "$2"; then
      echo '[stet] A file that it reads or writes cannot be opened' >&2
      exit 1
    fi
    shift 2
    settings=$((settings - 2))
  done
  if [ -n "$direnv" ]; then exec direnv exec "$direnv" "$@"; fi
  exec "$@"
}
is_last() {
  [ "$#" -le "$((\${1%:*} + 1))" ]
}
others() {
  size=\${1%:*}
  shift
  shift "$size"
  if is_last "$@"; then one "$@"; else one "$@" | others "$@"; fi
}
program() {
  shift "$count"
  if is_last "$@"; then (one "$@"); else one "$@" | others "$@"; fi
}
job() {
  set -m
  trap : INT
  program "$@"
  status=$?
  while [ "$status" -ge 145 ] && [ "$status" -le 150 ]; do
    if [ "$count" -gt 0 ]; then
      printf '\\n[stet] suspended; leave this shell to return to it\\n'
      (shell "$@")
    fi
    fg >/dev/null
    status=$?
  done
  trap - INT
  set +m
}
case $kind in
  run)
    while [ -n "$gate" ] && [ -e "$gate" ] && kill -0 "\${gate##*.}" 2>/dev/null; do sleep 0.1; done
    job "$@"
    trap 'trap - INT; echo; shell "$@"' INT
    while [ -n "$retry" ] && [ "$status" -ne 0 ]; do
      stty sane 2>/dev/null
      printf '\\033[?1049l\\033[?1000l\\033[?1002l\\033[?1003l\\033[?1006l\\033[?1004l\\033[?2004l\\033[?25h\\033[0m\\n'
      printf '[stet] It ended with %s. Enter runs again: %s (Ctrl-C: %s) ' "$status" "$label" "$way"
      read -r answer || break
      job "$@"
      trap 'trap - INT; echo; shell "$@"' INT
    done
    trap - INT
    ;;
  prompt)
    trap 'trap - INT; echo; shell "$@"' INT
    printf '[stet] Enter runs: %s (Ctrl-C: %s) ' "$label" "$way"
    read -r answer && trap - INT && job "$@"
    trap - INT
    ;;
  direct) exec "$@" ;;
  ended)
    while [ -n "$hold" ] && [ -e "$hold" ]; do sleep 0.05; done
    [ -n "$detail" ] && kill -s "$detail" $$
    exit "$label"
    ;;
  missing)
    until command -v -- "$1" >/dev/null 2>&1; do
      printf '[stet] Cannot find %s; Enter tries again ' "$label"
      read -r answer || exit 127
    done
    ;;
esac
shell "$@"
`;
