// Puts Node 24 into .cache, beside the Node that is installed, and prints where its binary is.
// The package "node" downloads its binary in an install script; the packages that it picks from
// hold the binaries themselves.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = fileURLToPath(new URL('../.cache/node-24', import.meta.url));
const name = `node-linux-${process.arch}`;

/** The binary. @throws when the registry cannot be reached, or what came does not run */
export function installNode24() {
  mkdirSync(folder, { recursive: true });
  const quietly = ['--no-save', '--ignore-scripts', '--no-fund', '--no-audit'];
  must('npm', ['install', '--prefix', folder, ...quietly, `${name}@24`]);
  const binary = join(folder, 'node_modules', name, 'bin/node');
  must(binary, ['--version']);
  return binary;
}

function must(file, args) {
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${args[0]}: ${stderr ?? ''}${error ?? ''}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) console.log(installNode24());
