import type { PaneProcesses } from '../backend.ts';

/**
 * kitty starts bash as `bash --posix` to slip its shell integration in, and bash leaves that mode
 * before the first prompt. Its words as they were meant are those that kitty was given.
 */
export function asStarted(processes: PaneProcesses, given: readonly string[]): PaneProcesses {
  const [command = '', mode] = processes.root.argv;
  if (!/(?:^|\/)bash$/.test(command) || mode !== '--posix') return processes;
  const [givenCommand = '', ...words] = given;
  const isBash = /(?:^|\/)-?bash$/.test(givenCommand);
  const argv = isBash ? [command, ...words] : [command, ...processes.root.argv.slice(2)];
  return { ...processes, root: { ...processes.root, argv } };
}
