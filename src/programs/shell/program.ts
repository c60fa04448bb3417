/** Shells that a pane can live in. */
const SHELLS = new Set([
  'sh',
  'bash',
  'zsh',
  'fish',
  'dash',
  'ash',
  'ksh',
  'mksh',
  'oksh',
  'yash',
  'tcsh',
  'csh',
  'nu',
  'xonsh',
  'elvish',
  'pwsh',
  'osh',
  'ysh',
]);

/** Flags whose next word is a value and not a script. */
const WITH_VALUE = new Set([
  '--rcfile',
  '--init-file',
  '-o',
  '+o',
  '-O',
  '+O',
  '-C',
  '--init-command',
]);

/** Whether these words start a shell for a person: no command, no script. */
export function isInteractiveShell(argv: readonly string[]): boolean {
  const [command, ...words] = argv;
  if (command === undefined || !SHELLS.has(baseName(command))) return false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (WITH_VALUE.has(word)) at += 1;
    else if (isCommandFlag(word) || !/^[-+]/.test(word)) return false;
  }
  return true;
}

/** The name of an executable without its folder, a login shell's dash and a wrapper's disguise. */
export function baseName(command: string): string {
  const name = command.slice(command.lastIndexOf('/') + 1).replace(/^-/, '');
  return /^\.(.+)-wrapped$/.exec(name)?.[1] ?? name;
}

function isCommandFlag(word: string): boolean {
  return word === '--command' || /^-[a-zA-Z]*c[a-zA-Z]*$/.test(word);
}
