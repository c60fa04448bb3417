import type { Arrangement, Problem } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import type { HostCapture } from './backend.ts';

/** A file of another program's, made from a checkpoint. */
export interface ForeignFile {
  /** The host that it stands for. */
  readonly host: string;
  readonly text: string;
  /** What the format cannot say, and so what is missing from the file. */
  readonly problems: readonly Problem[];
}

/** A format that some other program reads or writes, and the extension of its files. */
export interface ForeignFormat {
  readonly name: string;
  readonly extension: string;
  /** One file for each host that the format is for. */
  write(
    arrangement: Arrangement,
    options: { readonly copiesEnvironment: boolean },
  ): readonly ForeignFile[];
  /** What a file describes, as if a host had shown it; undefined when it is of another format. */
  read(text: string, call: Call): HostCapture | undefined;
}
