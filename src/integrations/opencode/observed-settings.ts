import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import * as z from 'zod';
import { makeFolder } from '../../os/make-folder.ts';
import { ownFile } from '../../os/own-files.ts';
import { stateFolder } from '../../os/paths.ts';
import { writeFileAtomically } from '../../os/write-file.ts';
import { readSettings } from '../read-settings.ts';

const Plugin = z.union([z.string(), z.tuple([z.string()], z.unknown())]);
const TuiSettings = z.looseObject({ plugin: z.array(Plugin).default([]) });

/**
 * A file of settings with which opencode loads our observer. Where the user's environment names
 * one already it holds what that one says, too; the user's stays as it is.
 */
export async function observedSettings(): Promise<string> {
  const own = process.env['OPENCODE_TUI_CONFIG'] ?? '';
  const settingsOfOurs = ownFile('share', 'opencode', 'tui.json');
  if (own === '' || own === settingsOfOurs) return settingsOfOurs;
  const settings = TuiSettings.safeParse(parse((await readSettings(own)) ?? '{}'));
  // What opencode will complain about is not ours to repair.
  if (!settings.success) return own;
  const plugins = settings.data.plugin.map((plugin) => fromFolder(dirname(resolve(own)), plugin));
  const observer = ownFile('share', 'opencode', 'stet-observer.js');
  const text = `${JSON.stringify({ ...settings.data, plugin: [observer, ...plugins] })}\n`;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const path = join(stateFolder(process.env), 'agents', `opencode-tui-${hash}.json`);
  makeFolder(dirname(path), 0o700);
  await writeFileAtomically(path, text);
  return path;
}

/** A plugin beside the settings is still that one when the settings lie elsewhere. */
function fromFolder(folder: string, plugin: z.output<typeof Plugin>): z.output<typeof Plugin> {
  const absolute = (path: string): string => (/^\.\.?\//.test(path) ? resolve(folder, path) : path);
  return typeof plugin === 'string' ? absolute(plugin) : [absolute(plugin[0]), ...plugin.slice(1)];
}
