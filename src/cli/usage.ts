import type { Argument, Command, Flag } from './command.ts';

/** "stet restore [NAME|ID] [flags]". */
export function usageOf(command: Command): string {
  const words = command.arguments.map(wordOf);
  return ['stet', command.name, ...words, '[flags]'].join(' ');
}

/** "--limit N", "-h, --help". */
export function spellingOf({ name, short, value }: Flag): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function wordOf({ name, isRequired }: Argument): string {
  return isRequired ? name : `[${name}]`;
}
