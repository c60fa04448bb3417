import { homedir } from 'node:os';
import { join } from 'node:path';
import { ownFile } from '../../os/own-files.ts';
import type { Integration } from '../integration.ts';
import { planOwnFile } from '../own-file.ts';

/** An extension that stays where stet is: gemini follows a link of its own kind to it. */
export const gemini: Integration = {
  name: 'gemini',
  summary: 'Let stet see which session each gemini shows',
  effect: 'A gemini that starts from now on has it',
  plan: async (wanted) => {
    const own = process.env['GEMINI_CLI_HOME'] ?? '';
    const folder = join(own === '' ? homedir() : own, '.gemini', 'extensions', 'stet-observer');
    return planOwnFile(
      {
        path: join(folder, '.gemini-extension-install.json'),
        text: `${JSON.stringify({ source: ownFile('share', 'gemini'), type: 'link' })}\n`,
        isOurs: /^\{"source":".*\/share\/gemini","type":"link"\}\n$/,
        hasOwnFolder: true,
      },
      wanted,
    );
  },
};
