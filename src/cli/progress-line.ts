import type { Progress } from '../client/client.ts';
import type { CliIo } from './cli-io.ts';
import type { Clock } from './clock.ts';
import { clip } from './text/display-width.ts';
import { printable } from './text/printable.ts';

const PATIENCE_MS = 1_000;
const REDRAW_EVERY_MS = 50;
const CLEAR = '\r\u001B[K';

type Screen = Pick<CliIo, 'writeError' | 'columns'>;

/**
 * One line on stderr, rewritten in place, for work that takes over a second. It is for a person
 * at a terminal: without a `screen` nothing is ever written.
 */
export class ProgressLine implements Disposable {
  readonly #screen: Screen | undefined;
  readonly #clock: Clock;
  readonly #doing: string;
  readonly #callOff: () => void;
  #latest: Progress | undefined;
  #isShown = false;
  #drawnAtMs = 0;

  constructor(doing: string, screen: Screen | undefined, clock: Clock) {
    this.#doing = doing;
    this.#screen = screen;
    this.#clock = clock;
    this.#callOff = clock.later(PATIENCE_MS, () => this.#show());
  }

  update(progress: Progress): void {
    this.#latest = progress;
    const isDue = this.#clock.now() - this.#drawnAtMs >= REDRAW_EVERY_MS;
    if (this.#isShown && isDue) this.#draw();
  }

  [Symbol.dispose](): void {
    this.#callOff();
    if (this.#isShown) this.#screen?.writeError(CLEAR);
    this.#isShown = false;
  }

  #show(): void {
    this.#isShown = true;
    this.#draw();
  }

  #draw(): void {
    this.#drawnAtMs = this.#clock.now();
    this.#screen?.writeError(CLEAR + clip(this.#text(), this.#screen.columns - 1));
  }

  #text(): string {
    if (this.#latest === undefined) return `${this.#doing} …`;
    const { step, done, total } = this.#latest;
    const count = total > 0 ? `${done}/${total}` : done > 0 ? String(done) : '…';
    return `${this.#doing}: ${printable(step)} ${count}`;
  }
}
