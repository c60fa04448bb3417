import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { runChild } from './run-child.ts';
import { until } from './until.ts';

/** An X server of a test's own, without a screen, and if asked for with a window manager. */
export class PrivateDisplay implements AsyncDisposable {
  /** As `DISPLAY` names it. */
  readonly name: string;
  readonly #children: readonly ReturnType<typeof spawn>[];

  private constructor(name: string, children: readonly ReturnType<typeof spawn>[]) {
    this.name = name;
    this.#children = children;
  }

  static async start(withManager = false): Promise<PrivateDisplay> {
    const server = spawn(
      'Xvfb',
      '-displayfd 3 -screen 0 1600x1200x24 +extension GLX +render -noreset'.split(' '),
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    const [, , , pipe] = server.stdio;
    if (pipe === null || pipe === undefined || !('read' in pipe)) throw new Error('no pipe');
    const number = await new Promise<string>((resolve, reject) => {
      createInterface({ input: pipe }).once('line', resolve);
      server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    });
    const name = `:${number}`;
    if (!withManager) return new PrivateDisplay(name, [server]);
    const manager = spawn('openbox', [], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: name },
    });
    const display = new PrivateDisplay(name, [manager, server]);
    await until('a window manager is there', async () =>
      (await display.run('xprop', '-root', '_NET_SUPPORTING_WM_CHECK')).includes('window id'),
    );
    return display;
  }

  /** What a program of X says on this display. */
  readonly run = async (...argv: readonly [string, ...string[]]): Promise<string> => {
    const env = { PATH: process.env['PATH'] ?? '', DISPLAY: this.name };
    return (await runChild({ argv, env, cwd: '/' })).stdout.toString();
  };

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) {
      const ended = new Promise((resolve) => void child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
  }
}
