import type { KittySandbox } from '../hosts/private-kitty.ts';
import { until } from '../hosts/until.ts';
import { KittySeats } from './kitty-seats.ts';
import type { Seats } from './seats.ts';
import type { TmuxSeats } from './tmux-seats.ts';

/** Agents in tmux, seen and driven through the kitty that shows the tmux session. */
export class NestedSeats implements Seats {
  readonly #inner: TmuxSeats;
  readonly #outer: KittySeats;
  #shell: string | undefined;

  constructor(inner: TmuxSeats, world: KittySandbox) {
    this.#inner = inner;
    this.#outer = new KittySeats(world);
  }

  async open(folder: string): Promise<string> {
    const seat = await this.#inner.open(folder);
    this.#shell ??= await this.#attach(folder);
    return seat;
  }

  async type(seat: string, text: string): Promise<void> {
    await this.#outer.type(await this.#front(seat), text);
  }

  async enter(seat: string): Promise<void> {
    await this.#outer.enter(await this.#front(seat));
  }

  async screen(seat: string): Promise<string> {
    return this.#outer.screen(await this.#front(seat));
  }

  async forget(): Promise<void> {
    await this.#outer.forget();
  }

  async find(): Promise<void> {
    await this.#outer.find();
    await this.#isShown();
  }

  async #attach(folder: string): Promise<string> {
    const shell = await this.#outer.open(folder);
    await this.#outer.type(shell, `tmux -S ${this.#inner.server.socket} attach -t w\r`);
    await this.#isShown();
    return shell;
  }

  async #isShown(): Promise<void> {
    const clients = ['list-clients', '-F', '#{session_name}'];
    const isShown = async (): Promise<boolean> =>
      (await this.#inner.server.tmux(...clients)).trim() === 'w';
    await until('kitty shows the tmux session', isShown);
  }

  /** Brings a tmux window to the front of the one tab. */
  async #front(seat: string): Promise<string> {
    await this.#inner.server.tmux('select-window', '-t', seat);
    return this.#shell ?? '';
  }
}
