import type { PrivateTmux } from '../hosts/private-tmux.ts';
import { COLUMNS, ROWS, type Seats } from './seats.ts';

/** Agents in windows of one tmux session. */
export class TmuxSeats implements Seats {
  readonly server: PrivateTmux;
  #opened = 0;

  constructor(server: PrivateTmux) {
    this.server = server;
  }

  async open(folder: string): Promise<string> {
    const seat = `w:${this.#opened}`;
    if (this.#opened === 0) {
      const size = ['-x', String(COLUMNS), '-y', String(ROWS)];
      await this.server.tmux('new-session', '-d', '-s', 'w', ...size, '-c', folder);
    } else await this.server.tmux('new-window', '-t', seat, '-c', folder);
    this.#opened += 1;
    return seat;
  }

  async type(seat: string, text: string): Promise<void> {
    await this.server.tmux('send-keys', '-t', seat, '-l', text);
  }

  async enter(seat: string): Promise<void> {
    await this.server.tmux('send-keys', '-t', seat, 'Enter');
  }

  async screen(seat: string): Promise<string> {
    return this.server.tmux('capture-pane', '-p', '-t', seat);
  }
}
