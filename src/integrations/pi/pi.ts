import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ownFile } from '../../os/own-files.ts';
import type { Integration } from '../integration.ts';
import { planOwnFile } from '../own-file.ts';

/** One extension, a file of our own among those of the user. */
export const pi: Integration = {
  name: 'pi',
  summary: 'Let stet see which session each pi shows',
  effect: 'A pi that starts from now on has it',
  plan: async (wanted) => {
    const own = process.env['PI_CODING_AGENT_DIR'] ?? '';
    const folder = own === '' ? join(homedir(), '.pi', 'agent') : own;
    const path = join(folder, 'extensions', 'stet-observer.js');
    const isOurs = /^export \{ default \} from "file:.*\/share\/pi\/stet-observer\.js";\n$/;
    return planOwnFile({ path, text: extension(), isOurs }, wanted);
  },
};

function extension(): string {
  const observer = pathToFileURL(ownFile('share', 'pi', 'stet-observer.js')).href;
  return `export { default } from ${JSON.stringify(observer)};\n`;
}
