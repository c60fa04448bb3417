import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ignore } from '../../os/errno.ts';
import { ownFile } from '../../os/own-files.ts';
import type { FileChange, Integration } from '../integration.ts';
import { readSettings } from '../read-settings.ts';

/** One line of kitty.conf that lets stet in, whatever the configuration says of remote control. */
export const kitty: Integration = {
  name: 'kitty',
  summary: 'Let stet look into kitty without remote control',
  effect:
    'A kitty that starts from now on has it; one that allows remote control takes it at once with --live',
  plan: async (wanted) => {
    const path = await configFile();
    const before = await readSettings(path);
    const after = wanted === 'install' ? withWatcher(before ?? '') : withoutWatcher(before ?? '');
    return after === (before ?? '') ? undefined : ({ path, before, after } satisfies FileChange);
  },
};

/** `$KITTY_CONFIG_DIRECTORY`, `$XDG_CONFIG_HOME/kitty` or `~/.config/kitty`; links are followed. */
async function configFile(): Promise<string> {
  const { KITTY_CONFIG_DIRECTORY: own = '', XDG_CONFIG_HOME: base = '' } = process.env;
  const folder = own === '' ? join(base === '' ? join(homedir(), '.config') : base, 'kitty') : own;
  const path = join(folder, 'kitty.conf');
  return (await realpath(path).catch(ignore('ENOENT'))) ?? path;
}

const OURS = /^watcher[ \t]+\S.*\/stet_watcher\.py[ \t]*$/;

/** Taking the line out again leaves the file as it was, to the byte. */
function withWatcher(text: string): string {
  const line = `watcher ${ownFile('kitty', 'stet_watcher.py')}`;
  if (text.split('\n').includes(line)) return text;
  const clean = withoutWatcher(text);
  return clean === '' || clean.endsWith('\n') ? `${clean}${line}\n` : `${clean}\n${line}`;
}

function withoutWatcher(text: string): string {
  const lines = text.split('\n');
  return lines.filter((line) => !OURS.test(line)).join('\n');
}
