import type { Argument, Command, Flag } from './command.ts';

/** "stet restore [NAME|ID] [flags]". */
export function usageOf(command: Command): string {
  const words = command.arguments.map(wordOf);
  const parts = command.startsProgram === true ? ['[flags]', ...words] : [...words, '[flags]'];
  return ['stet', command.name, ...parts].join(' ');
}

/** "--limit N", "-h, --help". */
export function spellingOf({ name, short, value }: Flag): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function wordOf({ name, isRequired, isRepeatable }: Argument): string {
  const word = isRepeatable === true ? `${name}...` : name;
  return isRequired ? word : `[${word}]`;
}
