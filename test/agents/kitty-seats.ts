import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { KittySandbox, RunningKitty } from '../hosts/private-kitty.ts';
import { until } from '../hosts/until.ts';
import { COLUMNS, ROWS, type Seats } from './seats.ts';

export const KITTY_SIZE = `initial_window_width ${COLUMNS + 10}c\ninitial_window_height ${ROWS + 3}c\n`;

const Listing = z.array(
  z.object({ tabs: z.array(z.object({ windows: z.array(z.object({ id: z.number() })) })) }),
);

/** Agents in tabs of one kitty, in order. */
export class KittySeats implements Seats {
  readonly #world: KittySandbox;
  #kitty: RunningKitty | undefined;
  #opened = 0;

  constructor(world: KittySandbox) {
    this.#world = world;
  }

  async open(folder: string): Promise<string> {
    const seat = String(this.#opened);
    this.#opened += 1;
    if (this.#kitty === undefined) {
      this.#kitty = await this.#world.up('--name', 'main', '--directory', folder);
    } else await this.#kitty.launch({ type: 'tab', cwd: folder });
    return seat;
  }

  async type(seat: string, text: string): Promise<void> {
    await this.#running().type(await this.#paneOf(seat), text);
  }

  async enter(seat: string): Promise<void> {
    await this.type(seat, '\r');
  }

  async screen(seat: string): Promise<string> {
    const match = `id:${await this.#paneOf(seat)}`;
    return String(await this.#running().rc('get-text', { match, extent: 'screen' }));
  }

  async find(): Promise<void> {
    this.#kitty = await until('a kitty is back', async () => this.#restored());
    await this.#kitty.isUp();
  }

  async forget(): Promise<void> {
    await rm(join(this.#world.sandbox.runtime, 'stet'), { recursive: true, force: true });
  }

  async #restored(): Promise<RunningKitty | undefined> {
    return this.#world.restored().catch(() => undefined);
  }

  #running(): RunningKitty {
    if (this.#kitty === undefined) throw new Error('No kitty runs');
    return this.#kitty;
  }

  async #paneOf(seat: string): Promise<number> {
    const said: unknown = JSON.parse(String(await this.#running().rc('ls', {})));
    const [pane] = Listing.parse(said)[0]?.tabs[Number(seat)]?.windows ?? [];
    if (pane === undefined) throw new Error(`There is no tab ${seat}`);
    return pane.id;
  }
}
