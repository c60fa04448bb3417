// Makes the command and the daemon one file each, so that they start fast: dist/main/*.cjs beside what tsc made.
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const parts = ['main/stet', 'main/command', 'main/in-process', 'main/daemon', 'base/errors'].map(
  (name) => resolve('dist', `${name}.js`),
);
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The command and the engine are loaded on demand, and a failure must be of one class wherever it was thrown. */
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve(
      { filter: /\/(?:command|in-process|daemon|errors)\.js$/ },
      ({ path, kind, resolveDir }) => {
        const file = resolve(resolveDir, path);
        if (kind === 'entry-point' || !parts.includes(file)) return undefined;
        return { path: `./${basename(file, '.js')}.cjs`, external: true };
      },
    );
  },
};

await build({
  entryPoints: parts,
  entryNames: '[name]',
  outdir: 'dist/main',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  // jsonc-parser's main file hides what it needs from a bundler.
  mainFields: ['module', 'main'],
  target: 'node20',
  format: 'cjs',
  external: Object.keys(dependencies).filter((name) => name !== 'zod' && name !== 'jsonc-parser'),
  plugins: [apart],
  // In a CommonJS file that is this file's address as well.
  define: { 'import.meta.url': 'ownAddress' },
  banner: { js: "const ownAddress = require('node:url').pathToFileURL(__filename).href;" },
  supported: { 'dynamic-import': false },
  // Single bytes: src/main/compiled-code.ts reads it so.
  charset: 'ascii',
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
});
