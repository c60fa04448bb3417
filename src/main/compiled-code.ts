import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { readCode, writeCode } from '../os/code-cache.ts';
import { codeFolder } from '../os/paths.ts';

/** A file of the bundle as CommonJS wraps it. */
type Body = (...given: readonly [object, Load, Loaded, string, string]) => void;
type Load = (name: string) => unknown;
interface Loaded {
  exports: object;
}

/**
 * Runs a file of the bundle, and those beside it that it asks for, with the code that an earlier
 * process compiled. To compile takes longer than most commands do; what was not there, or was
 * compiled for other commands, is kept as the process ends.
 */
export function runCompiled(path: string): void {
  const modules = new Map<string, Loaded>();
  const load = (file: string): unknown => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module: Loaded = { exports: {} };
    modules.set(file, module);
    const folder = dirname(file);
    const elsewhere = createRequire(file);
    const required = (name: string): unknown =>
      /^\.\/[\w-]+\.cjs$/.test(name) ? load(join(folder, name)) : elsewhere(name);
    bodyOf(file)(module.exports, required, module, file, folder);
    return module.exports;
  };
  load(path);
}

function bodyOf(file: string): Body {
  const source = readFileSync(file);
  const kept = join(codeFolder(process.env), `${basename(file)}-${process.version}`);
  const found = readCode(kept, source);
  // The bundler writes ASCII; a text of single bytes is read at once.
  const text = `(function (exports, require, module, __filename, __dirname) {${source.toString('latin1')}\n})`;
  const script = new Script(text, { filename: file, cachedData: found?.code });
  const command = process.argv[2] ?? '';
  const known = script.cachedDataRejected === true ? [] : (found?.commands ?? []);
  if (/^[a-z-]+$/.test(command) && !known.includes(command)) {
    process.once('exit', () => {
      const commands = [...known, command];
      writeCode(kept, source, { code: script.createCachedData(), commands });
    });
  }
  const body: unknown = script.runInThisContext();
  if (!isBody(body)) throw new TypeError(`${file} is no part of the bundle`);
  return body;
}

function isBody(value: unknown): value is Body {
  return typeof value === 'function';
}
