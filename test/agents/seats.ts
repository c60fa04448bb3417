/** Where agents sit: a shell in a terminal of its own for each, in one kind of host. */
export interface Seats {
  /** Opens one, in a folder, and gives back its name: a restore gives it back under the same. */
  open(folder: string): Promise<string>;
  /** Types as a person does, without Enter. */
  type(seat: string, text: string): Promise<void>;
  enter(seat: string): Promise<void>;
  /** What it shows now, without its history. */
  screen(seat: string): Promise<string>;
  /** Takes away what does not outlive a power cut, once every process is dead. */
  forget?(): Promise<void>;
  /** Finds them again after a restore. */
  find?(): Promise<void>;
}

/** All seats have one size, whatever their host would give them. */
export const COLUMNS = 120;
export const ROWS = 35;
