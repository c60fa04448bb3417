import type { Mark } from '../../term/terminal.ts';

/** What a shell with our marks does: it shows its prompt, or it runs a command. */
export type PromptState = 'unknown' | 'ready' | 'busy';

/** Somebody who waits for the marks of one command. */
export type MarkListener = (mark: Mark) => void;

/**
 * What the shell of a session says about its prompt (OSC 133). Only marks that carry a nonce count:
 * any program can print the others.
 */
export class ShellMarks {
  readonly #nonce: string;
  readonly #listeners = new Map<string, MarkListener>();
  state: PromptState;
  /** No input went in since the prompt was shown. */
  isFresh = true;
  /** Its prompt has begun to show: zsh says more than once that a command is done before. */
  isShown: boolean;

  constructor(nonce: string, state: PromptState = 'unknown') {
    this.#nonce = nonce;
    this.state = state;
    this.isShown = state === 'ready';
  }

  /** Calls back for each mark that carries a nonce. */
  listen(nonce: string, listener: MarkListener): () => void {
    this.#listeners.set(nonce, listener);
    return () => this.#listeners.delete(nonce);
  }

  mark(mark: Mark, parameters: readonly string[]): void {
    const nonce = parameters.find((part) => part.startsWith('stet='))?.slice(5) ?? '';
    if (nonce === '') return;
    if (nonce === this.#nonce) {
      this.state = mark.kind === 'output' ? 'busy' : 'ready';
      if (this.state === 'ready') this.isFresh = true;
      this.isShown = mark.kind === 'prompt' || mark.kind === 'command';
    }
    this.#listeners.get(nonce)?.(mark);
  }
}
