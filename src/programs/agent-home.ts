import { join } from 'node:path';
import type { Environment } from './agent.ts';

/** The folder that a variable names, or one below the home folder. */
export function folderIn(
  environment: Environment,
  variable: string,
  ...below: readonly string[]
): string {
  const own = environment.get(variable) ?? '';
  return own === '' ? join(environment.get('HOME') ?? '/', ...below) : own;
}

/** Whether one of these executables, or a script that node runs under one of these names. */
export function runs(
  { argv, executable }: { readonly argv: readonly string[]; readonly executable: string },
  name: RegExp,
): boolean {
  const [command = '', script = ''] = argv;
  if (name.test(command) || name.test(executable)) return true;
  const isInterpreted = /(^|\/)(node|bun|deno|python[\d.]*)$/.test(command);
  const own = isInterpreted ? argv.slice(1).find((word) => !word.startsWith('-')) : script;
  return isInterpreted && own !== undefined && name.test(own);
}
