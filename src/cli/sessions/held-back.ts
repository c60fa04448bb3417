/** Keeps what is written until it is released; then passes everything on as it comes. */
export class HeldBack {
  readonly #pass: (bytes: Uint8Array) => void;
  #kept: Uint8Array[] | undefined = [];

  constructor(pass: (bytes: Uint8Array) => void) {
    this.#pass = pass;
  }

  write(bytes: Uint8Array): void {
    if (this.#kept === undefined) this.#pass(bytes);
    else this.#kept.push(bytes.slice());
  }

  release(): void {
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    for (const bytes of kept) this.#pass(bytes);
  }
}
