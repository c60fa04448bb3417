import { basename } from 'node:path';
import { ownFile } from '../os/own-files.ts';

/**
 * What a program's environment must hold so that stet's observer looks over its shoulder;
 * nothing for a program that needs none, or where the user has such settings already.
 */
export function observerEnvironment(program: string): Readonly<Record<string, string>> {
  const isTaken = (process.env['OPENCODE_TUI_CONFIG'] ?? '') !== '';
  if (basename(program) !== 'opencode' || isTaken) return {};
  // These load our observer beside the user's own settings.
  return { OPENCODE_TUI_CONFIG: ownFile('share', 'opencode', 'tui.json') };
}
