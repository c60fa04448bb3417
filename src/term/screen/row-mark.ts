/** What a shell said about its prompt (OSC 133 and 633), or a `place` that a program marked (OSC 1337). */
export interface RowMark {
  readonly kind: 'prompt' | 'command' | 'output' | 'finished' | 'place';
  readonly column: number;
  /** Only of `finished`, when the shell told it. */
  readonly exitCode: number | undefined;
}
