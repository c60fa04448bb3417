import { mkdir, writeFile } from 'node:fs/promises';
import type { Sandbox } from './sandbox.ts';

/** Puts a script called tmux first on the PATH; `real` is the tmux that it stands before. */
export async function fakeTmux(sandbox: Sandbox, script: string): Promise<{ PATH: string }> {
  const folder = sandbox.path('fake');
  await mkdir(folder, { recursive: true });
  const real = 'real() { PATH="${PATH#*:}" command tmux "$@"; }';
  await writeFile(`${folder}/tmux`, `#!/bin/bash\n${real}\n${script}\n`, { mode: 0o755 });
  return { PATH: `${folder}:${sandbox.env['PATH'] ?? ''}` };
}
