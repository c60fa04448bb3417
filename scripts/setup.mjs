// Makes a fresh clone ready: installs the pinned packages and builds, each only when something changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const stamp = '.cache/installed-lock';
const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const isInstalled =
  existsSync('node_modules/.bin/tsc') && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
if (!isInstalled) {
  run('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit']);
  mkdirSync('.cache', { recursive: true });
  writeFileSync(stamp, lock);
}
run('node_modules/.bin/tsc', ['-b']);
run(process.execPath, ['scripts/bundle.mjs']);
