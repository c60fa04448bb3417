/** One file of the user's that an integration changes, before and after. */
export interface FileChange {
  readonly path: string;
  /** Undefined when there is no such file yet. */
  readonly before: string | undefined;
  /** Undefined when the file goes again that the integration had made. */
  readonly after: string | undefined;
  /** Whether the folder is for this file alone, and goes with it. */
  readonly hasOwnFolder?: boolean;
}

/** What connects stet with another program: a small change to that program's configuration. */
export interface Integration {
  readonly name: string;
  readonly summary: string;
  /** When the change takes effect. */
  readonly effect: string;
  /** The change that installs it, or takes it out again; undefined when nothing is to be done. */
  plan(wanted: 'install' | 'remove'): Promise<FileChange | undefined>;
}
