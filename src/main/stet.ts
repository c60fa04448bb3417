import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCompiled } from './compiled-code.ts';

const own = fileURLToPath(import.meta.url);

// Only what the bundler made is whole files of plain scripts.
if (extname(own) === '.cjs') runCompiled(join(dirname(own), 'command.cjs'));
else void import('./command.ts');
