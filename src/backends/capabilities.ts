/** What a backend promises. Where it cannot, a restore says what it does instead. */
export interface Capabilities {
  /** Shows saved lines before a program starts, without going through a shell's input. */
  readonly scrollback: boolean;
  /** Starts the host itself when none runs. */
  readonly startsHost: boolean;
  /** Can be reached from this process; otherwise only from the daemon. */
  readonly worksHere: boolean;
  /** Windows are known by their names: one made again by hand is the one that was saved. */
  readonly namesAreUnique: boolean;
}
