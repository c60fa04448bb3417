/**
 * How long one look at a kitty may wait for nothing, over all its questions and ways. What gave no
 * answer once is not asked again; time in which answers came does not count.
 */
export class Patience {
  #spentMs = 0;
  readonly #silent = new Set<string>();

  leftOf(wholeMs: number): number {
    return Math.max(1, wholeMs - this.#spentMs);
  }

  isSilent(socket: string): boolean {
    return this.#silent.has(socket);
  }

  waitedInVain(socket: string, forMs: number): void {
    this.#silent.add(socket);
    this.#spentMs += forMs;
  }
}
