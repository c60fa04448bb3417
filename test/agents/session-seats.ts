import { rm } from 'node:fs/promises';
import type { Sandbox } from '../hosts/sandbox.ts';
import { COLUMNS, ROWS, type Seats } from './seats.ts';

/** Agents in stet's own sessions. */
export class SessionSeats implements Seats {
  readonly #sandbox: Sandbox;
  #opened = 0;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    sandbox.env['STET_SOCKET_DIR'] = sandbox.path('socket');
  }

  async open(folder: string): Promise<string> {
    const seat = `seat-${this.#opened}`;
    this.#opened += 1;
    const flags = ['--name', seat, '--cwd', folder, '--size', `${COLUMNS}x${ROWS}`];
    await this.#stet('spawn', ...flags, '--', 'bash', '--norc');
    return seat;
  }

  async type(seat: string, text: string): Promise<void> {
    await this.#stet('type', '-s', seat, '--', text);
  }

  async enter(seat: string): Promise<void> {
    await this.#stet('key', '-s', seat, 'Enter');
  }

  async screen(seat: string): Promise<string> {
    const { text } = await this.#sandbox.ask('session.snapshot', ['snapshot', '-s', seat]);
    return text ?? '';
  }

  async forget(): Promise<void> {
    await rm(this.#sandbox.path('socket'), { recursive: true, force: true });
  }

  async #stet(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#sandbox.stet(words);
    if (code !== 0) throw new Error(`stet ${words.join(' ')}: ${code} ${stderr}`);
    return stdout;
  }
}
