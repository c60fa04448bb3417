import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'vitest';

/**
 * Says what programs of this machine the tests of a file need. Without them they are skipped, and
 * that is said aloud; with `STET_REQUIRE=all` they fail instead.
 */
export function needs(...programs: readonly string[]): void {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0) return;
  const message = `Cannot find ${missing.join(', ')} on the PATH`;
  if (process.env['STET_REQUIRE'] === 'all') throw new Error(message);
  process.stderr.write(`SKIPPED: ${message}; install it, or set STET_REQUIRE=all to fail\n`);
  beforeEach(({ skip }) => skip(message));
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
