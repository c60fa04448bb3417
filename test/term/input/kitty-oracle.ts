import { spawnSync } from 'node:child_process';

/** kitty's version, or undefined where it is not installed. */
export const kittyVersion: string | undefined = findKitty();

/** Must this run meet every host, or may it skip those that are not installed? */
export const isKittyRequired: boolean = process.env['STET_REQUIRE'] === 'all';

if (kittyVersion === undefined && !isKittyRequired) {
  process.stderr.write('SKIPPED: kitty is not installed, so its encoder judges nothing here\n');
}

/** Runs Python inside kitty; `input` is its standard input. */
export function askKitty(script: string, input: string): string {
  const { status, stdout, stderr } = spawnSync('kitty', ['+runpy', script], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`kitty cannot run the script: ${stderr}`);
  return stdout;
}

function findKitty(): string | undefined {
  const { status, stdout } = spawnSync('kitty', ['--version'], { encoding: 'utf8' });
  return status === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
}
