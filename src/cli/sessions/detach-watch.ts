import { keyUnits, type KeyUnit } from './key-units.ts';

/** What goes on to the program, and whether the person lets go. */
export interface Watched {
  readonly pass: Uint8Array;
  readonly isDetach: boolean;
}

/**
 * Looks for the detach keys in what a terminal sends. The first of them pressed twice sends it
 * once; anything else after it sends both.
 */
export class DetachWatch {
  readonly #keys: readonly string[];
  #held = '';
  #seen = 0;

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  read(bytes: Uint8Array): Watched {
    let pass = '';
    for (const unit of keyUnits(Buffer.from(bytes).toString('latin1'))) {
      pass += this.#take(unit);
      if (this.#seen === this.#keys.length) {
        this.#forget();
        return { pass: Buffer.from(pass, 'latin1'), isDetach: true };
      }
    }
    return { pass: Buffer.from(pass, 'latin1'), isDetach: false };
  }

  /** What of it goes on now. */
  #take({ raw, key, isSilent }: KeyUnit): string {
    if (isSilent) return this.#seen === 0 ? raw : '';
    if (key !== undefined && key === this.#keys[this.#seen]) {
      this.#held += raw;
      this.#seen += 1;
      return '';
    }
    const isTwice = this.#seen === 1 && key === this.#keys[0];
    const pass = isTwice ? raw : this.#held + raw;
    this.#forget();
    return pass;
  }

  #forget(): void {
    this.#held = '';
    this.#seen = 0;
  }
}
