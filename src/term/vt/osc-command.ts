/** An operating system command, split after its number. `end` is what its answer ends with. */
export interface OscCommand {
  readonly number: number;
  readonly text: string;
  readonly end: string;
}
