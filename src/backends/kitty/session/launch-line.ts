import type { Pane } from '../../../model/checkpoint.ts';
import { appending, commandLine } from '../../../model/redirection-words.ts';
import { lostLooks, PANE_LOOKS } from './lost-looks.ts';
import type { Place } from './split-chain.ts';
import { fitsLine, quoteWord } from './words.ts';

export interface WritingOptions {
  readonly copiesEnvironment: boolean;
}

/** The line that opens a pane, and what of the pane no line can say. */
export function launchLine(
  pane: Pane,
  place: Place | undefined,
  { copiesEnvironment }: WritingOptions,
): { readonly line: string; readonly lost: readonly string[] } {
  const lost: string[] = [...lostLooks(pane.settings?.options ?? {}, PANE_LOOKS)];
  const words = [
    ...placeWords(pane, place),
    ...titleWords(pane, lost),
    ...(copiesEnvironment ? environmentWords(pane, lost) : []),
    ...placedProgram(pane, lost),
  ];
  return { line: ['launch', ...words.map(quoteWord)].join(' '), lost };
}

function placeWords({ settings }: Pane, place: Place | undefined): readonly string[] {
  if (place === undefined) return [];
  if (place !== 'overlay') return [`--location=${place}`];
  return [settings?.options['overlay'] === 'main' ? '--type=overlay-main' : '--type=overlay'];
}

function titleWords({ settings }: Pane, lost: string[]): readonly string[] {
  const title = settings?.options['title'];
  if (title === undefined) return [];
  if (fitsLine(title) && title !== 'current') return [`--title=${title}`];
  lost.push(`the title ${JSON.stringify(title)}`);
  return [];
}

/** kitty expands variables in a value, where `$$` stands for `$`, and cuts blanks off its ends. */
function environmentWords({ settings }: Pane, lost: string[]): readonly string[] {
  return (settings?.environment ?? []).flatMap(({ name, value }) => {
    if (value === null) return [`--env=${name}`];
    const isPlain = fitsLine(`${name}${value}`) && value === value.trim() && /^\w+$/.test(name);
    if (isPlain) return [`--env=${name}=${value.replaceAll('$', '$$$$')}`];
    lost.push(`the variable ${JSON.stringify(name)}`);
    return [];
  });
}

/** A directory that kitty would expand is entered by a shell, which takes it as it is. */
function placedProgram(pane: Pane, lost: string[]): readonly string[] {
  const { path } = pane.cwd;
  const argv = programWords(pane, lost);
  if (!fitsLine(path)) {
    lost.push(`the directory ${JSON.stringify(path)}`);
    return argv;
  }
  if (!/\$|^~/.test(path)) return [`--cwd=${path}`, ...argv];
  const program = argv.length === 0 ? ['sh', '-c', LOGIN_SHELL] : argv;
  return ['sh', '-c', 'cd -- "$1" && shift && exec "$@"', 'sh', path, ...program];
}

const LOGIN_SHELL = 'exec "${SHELL:-/bin/sh}"';

/** Below a program that may run again there is a shell, as there was. */
function programWords(pane: Pane, lost: string[]): readonly string[] {
  const { restore, program, shell } = pane;
  const { pipedTo = [], redirections = [] } = program ?? {};
  const pipeline = [restore.argv, ...pipedTo];
  for (const { tool, directory } of program?.activations ?? []) {
    lost.push(`the ${tool} ${JSON.stringify(directory)}`);
  }
  const files = redirections.flat().flatMap((own) => (own.kind === 'file' ? [own.path] : []));
  const words = [...pipeline.flat(), ...files, ...shell];
  const isSpecial = words.some((word) => !fitsLine(word) || word.startsWith('@'));
  if (isSpecial) {
    lost.push(`the program ${JSON.stringify(words.join(' '))}`);
    return [];
  }
  if (restore.policy !== 'run' || restore.argv.length === 0) return shell;
  const isPlain = pipeline.length === 1 && redirections.length === 0;
  if (shell.length === 0 && isPlain) return restore.argv;
  const appended = redirections.map(appending);
  const line = commandLine({ argv: restore.argv, pipedTo, redirections: appended }, shellWord);
  const then = shell.length === 0 ? '' : `; exec ${shell.map(shellWord).join(' ')}`;
  return ['sh', '-c', `${line}${then}`];
}

function shellWord(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
