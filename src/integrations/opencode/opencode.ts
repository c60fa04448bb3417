import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ignore } from '../../os/errno.ts';
import { ownFile } from '../../os/own-files.ts';
import type { Integration } from '../integration.ts';
import { readSettings } from '../read-settings.ts';
import { withPlugin, withoutPlugin } from './tui-settings.ts';

/** One plugin in tui.json, which runs in the process that owns the terminal and sees every switch. */
export const opencode: Integration = {
  name: 'opencode',
  summary: 'Let stet see which session each opencode shows',
  effect: 'An opencode that starts from now on has it',
  plan: async (wanted) => {
    const path = await settingsFile();
    const before = await readSettings(path);
    const observer = ownFile('share', 'opencode', 'stet-observer.js');
    const after =
      wanted === 'install' ? withPlugin(before, observer) : withoutPlugin(before, observer);
    return after === before ? undefined : { path, before, after };
  },
};

/** `$XDG_CONFIG_HOME/opencode/tui.json`, or tui.jsonc where there is one; links are followed. */
async function settingsFile(): Promise<string> {
  const base = process.env['XDG_CONFIG_HOME'] ?? '';
  const folder = join(base === '' ? join(homedir(), '.config') : base, 'opencode');
  const commented = await realpath(join(folder, 'tui.jsonc')).catch(ignore('ENOENT'));
  if (commented !== undefined) return commented;
  const path = join(folder, 'tui.json');
  return (await realpath(path).catch(ignore('ENOENT'))) ?? path;
}
