import { StetError } from '../base/errors.ts';
import type { ScreenElement } from './elements/element.ts';

/** An element with the name that it keeps for as long as it stays where it is. */
export interface TrackedElement extends ScreenElement {
  /** "@e1", "@e2" and on; never given twice. */
  readonly ref: string;
}

/**
 * Gives the elements of one session their refs. An element of the same kind and text at the same
 * place keeps its ref from one look to the next, whether it is on or not; any other is new.
 */
export class ElementTracker {
  #next: number;
  #current: ReadonlyMap<string, TrackedElement> = new Map();

  /** Goes on where an earlier tracker stood: with its next number and what it saw last. */
  constructor(next = 1, current: readonly TrackedElement[] = []) {
    this.#next = next;
    this.#current = new Map(current.map((element) => [identityOf(element), element]));
  }

  /** The number of the next new element, to be kept with the session. */
  get next(): number {
    return this.#next;
  }

  /** What the last look saw, to be kept with the session. */
  get current(): readonly TrackedElement[] {
    return [...this.#current.values()];
  }

  /** The elements of the screen as it is now, with their refs. */
  look(elements: readonly ScreenElement[]): readonly TrackedElement[] {
    const before = this.#current;
    const tracked = elements.map((element): readonly [string, TrackedElement] => {
      const identity = identityOf(element);
      const ref = before.get(identity)?.ref ?? this.#newRef();
      return [identity, { ...element, ref }];
    });
    this.#current = new Map(tracked);
    return tracked.map(([, element]) => element);
  }

  /**
   * The element of a ref on the screen of the last look. Fails with ELEMENT_STALE when it is
   * there no more, or moved, and with ELEMENT_NOT_FOUND when no element ever had the ref.
   */
  locate(ref: string): TrackedElement {
    for (const element of this.#current.values()) if (element.ref === ref) return element;
    const [, number] = /^@e([1-9]\d*)$/.exec(ref) ?? [];
    if (number !== undefined && Number(number) < this.#next) {
      throw new StetError('ELEMENT_STALE', `Cannot use ${ref}: it is not on the screen any more`);
    }
    throw new StetError('ELEMENT_NOT_FOUND', `Cannot find the element ${JSON.stringify(ref)}`);
  }

  #newRef(): string {
    const ref = `@e${this.#next}`;
    this.#next += 1;
    return ref;
  }
}

function identityOf({ kind, text, row, column, rows, columns }: ScreenElement): string {
  return [kind, row, column, rows, columns, text].join(' ');
}
