import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BugError } from '../base/errors.ts';

/**
 * The path of a file or folder that is part of stet's package, as it is installed, for instance
 * `ownFile('kitty', 'stet_watcher.py')`. The only place that knows where the package is: this code
 * runs from `src`, from `dist/os` and, bundled, from `dist/main`.
 */
export function ownFile(...names: readonly string[]): string {
  return join(packageFolder(dirname(fileURLToPath(import.meta.url))), ...names);
}

/** The nearest folder that has a package.json: neither `src` nor `dist` holds another. */
function packageFolder(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new BugError('stet runs outside of its package');
  return packageFolder(parent);
}
