import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ignore } from '../../os/errno.ts';
import type { Integration } from '../integration.ts';
import { readSettings } from '../read-settings.ts';
import { withThreadTitle, withoutThreadTitle } from './title-setting.ts';

/** codex shows the id of its thread in the terminal's title: nothing else tells its terminals apart. */
export const codex: Integration = {
  name: 'codex',
  summary: 'Let stet see which thread each codex shows',
  effect: 'A codex that starts from now on has it',
  plan: async (wanted) => {
    const path = await settingsFile();
    const before = await readSettings(path);
    const after = wanted === 'install' ? withThreadTitle(before) : withoutThreadTitle(before);
    return after === before ? undefined : { path, before, after };
  },
};

/** `$CODEX_HOME/config.toml`, by default in ~/.codex; links are followed. */
async function settingsFile(): Promise<string> {
  const own = process.env['CODEX_HOME'] ?? '';
  const path = join(own === '' ? join(homedir(), '.codex') : own, 'config.toml');
  return (await realpath(path).catch(ignore('ENOENT'))) ?? path;
}
