import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ignore } from '../../os/errno.ts';
import { ownFile } from '../../os/own-files.ts';
import type { Integration } from '../integration.ts';

/** One extension, a file of our own among those of the user. */
export const pi: Integration = {
  name: 'pi',
  summary: 'Let stet see which session each pi shows',
  effect: 'A pi that starts from now on has it',
  plan: async (wanted) => {
    const own = process.env['PI_CODING_AGENT_DIR'] ?? '';
    const folder = own === '' ? join(homedir(), '.pi', 'agent') : own;
    const path = join(folder, 'extensions', 'stet-observer.js');
    const before = await readFile(path, 'utf8').catch(ignore('ENOENT'));
    const after = wanted === 'install' ? extension() : undefined;
    return after === before ? undefined : { path, before, after };
  },
};

function extension(): string {
  const observer = pathToFileURL(ownFile('share', 'pi', 'stet-observer.js')).href;
  return `export { default } from ${JSON.stringify(observer)};\n`;
}
