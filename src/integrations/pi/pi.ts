import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ignore } from '../../os/errno.ts';
import type { Integration } from '../integration.ts';

const OBSERVER = fileURLToPath(new URL('../../../share/pi/stet-observer.js', import.meta.url));
const EXTENSION = `export { default } from ${JSON.stringify(pathToFileURL(OBSERVER).href)};\n`;

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
    const after = wanted === 'install' ? EXTENSION : undefined;
    return after === before ? undefined : { path, before, after };
  },
};
