import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The settings with which opencode loads our observer beside the user's own. */
const OPENCODE_SETTINGS = fileURLToPath(new URL('../../share/opencode/tui.json', import.meta.url));

/**
 * What a program's environment must hold so that stet's observer looks over its shoulder;
 * nothing for a program that needs none, or where the user has such settings already.
 */
export function observerEnvironment(program: string): Readonly<Record<string, string>> {
  const isTaken = (process.env['OPENCODE_TUI_CONFIG'] ?? '') !== '';
  if (basename(program) !== 'opencode' || isTaken) return {};
  return { OPENCODE_TUI_CONFIG: OPENCODE_SETTINGS };
}
