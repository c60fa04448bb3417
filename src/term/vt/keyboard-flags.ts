const DEEPEST = 32;
const ALL_FLAGS = 31;

/** The kitty keyboard protocol's stack of flags, one for each screen. */
export class KeyboardFlags {
  main: number[] = [0];
  alternate: number[] = [0];
  isAlternate = false;

  get current(): number {
    return this.#stack.at(-1) ?? 0;
  }

  push(flags: number): void {
    this.#stack.push(flags & ALL_FLAGS);
    if (this.#stack.length > DEEPEST) this.#stack.shift();
  }

  pop(count: number): void {
    const stack = this.#stack;
    stack.splice(Math.max(0, stack.length - count));
    if (stack.length === 0) stack.push(0);
  }

  /** 1 sets exactly these flags, 2 adds them, 3 takes them away. */
  set(flags: number, how: number): void {
    const before = this.current;
    const after = how === 2 ? before | flags : how === 3 ? before & ~flags : flags;
    this.#stack[this.#stack.length - 1] = after & ALL_FLAGS;
  }

  reset(): void {
    this.main = [0];
    this.alternate = [0];
    this.isAlternate = false;
  }

  get #stack(): number[] {
    return this.isAlternate ? this.alternate : this.main;
  }
}
