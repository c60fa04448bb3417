/** What a shell said about its prompt (OSC 133 and 633), at a column of a row. */
export interface RowMark {
  readonly kind: 'prompt' | 'command' | 'output' | 'finished';
  readonly column: number;
  /** Only of `finished`, when the shell told it. */
  readonly exitCode: number | undefined;
}
