import type {
  Arrangement,
  Globals,
  Host,
  Pane,
  Problem,
  Redirection,
  Tab,
  Window,
} from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import type { TerminalMember } from '../os/pane-processes.ts';
import type { LaterLines } from '../sessions/hosted.ts';
import type { Capabilities } from './capabilities.ts';
import type { SavedLines } from '../model/saved-lines.ts';

/** One way to a running host, before anyone knows whether it answers. */
export interface Endpoint {
  /** Path of its socket, or another name that the backend knows it by. */
  readonly address: string;
  /** Set when the host runs but cannot be reached, with the way out. */
  readonly problem?: Problem;
}

export interface CaptureRequest {
  /** How many of a pane's newest rows of history to read; 0 reads none and leaves contents out. */
  readonly maxLines: number;
  /** Whether windows, tabs and panes that have no stable id yet are given one in the host. */
  readonly adopts: boolean;
  /** Whether to read what was copied in the host. Default: no. */
  readonly readsBuffers?: boolean;
  /** What of a pane's contents was read before and need not be read again. Default: nothing. */
  readonly known?: (pane: string) => KnownContents | undefined;
  /**
   * How many lines that are not known to read of all panes of a host that numbers its lines. What
   * panes have beyond their share of it is left to a later capture, oldest lines first. Default: all.
   */
  readonly budgetLines?: number;
  /** Whether all that earlier captures left of panes that are calm now is read. Default: no. */
  readonly catchesUp?: boolean;
  /** Whether contents may take longer for the sake of whoever asks for something now. Default: no. */
  readonly isPatient?: boolean;
  /** The stamp of what is stored of a pane: contents that still have it are not read. Default: none. */
  readonly storedStamp?: (pane: string) => string | undefined;
  /** Told of the lines `above` of a pane while others are still read. Default: nobody. */
  readonly hear?: (above: SavedLines) => void;
}

/** Lines of a pane that its host has said before and that cannot change. */
export interface KnownContents {
  /** The host's name for this run of lines; another name means that they are not the same lines. */
  readonly run: string;
  /** Lines from `first` and before `to` are known. */
  readonly first: number;
  readonly to: number;
  /** Lines before this number were read before; those from `to` on have to be read once more. */
  readonly seenTo: number;
}

/** A pane as its host shows it; what its program is, and how it comes back, is decided later. */
export type CapturedPane = Omit<
  Pane,
  'kind' | 'shell' | 'program' | 'restore' | 'scrollback' | 'prompt'
> & {
  readonly processes: PaneProcesses;
  /** What an earlier save noted there for scripts. */
  readonly resumeNote?: string;
  /** Every process on its terminal, for a host whose panes may show another host. */
  readonly pids?: readonly number[];
  /** Whether this very process runs inside the pane: closing it would end the work half done. */
  readonly holdsCaller: boolean;
};

/** The processes of a pane: the one the host started, and the one in the foreground if another. */
export interface PaneProcesses {
  readonly root: RunningProcess;
  readonly foreground?: RunningProcess;
  /** Every living process of the foreground, nearest to the root first. */
  readonly members?: readonly TerminalMember[];
  /** A program that a restore offers and nobody has started yet. */
  readonly isWaiting?: boolean;
}

export interface RunningProcess {
  /** With the path of the executable in place of a login shell's "-bash". */
  readonly argv: readonly string[];
  /** The other commands of its pipeline, in order. */
  readonly pipedTo?: readonly (readonly string[])[];
  /** What stands in for the terminal, of each command in order. Default: nothing does. */
  readonly redirections?: readonly (readonly Redirection[])[];
  /** What it was started with: secrets are in there, so it is only looked at. */
  readonly environment?: ReadonlyMap<string, string>;
  readonly cwd?: string;
}

/** What a pane shows, in logical lines. */
export interface CapturedContents {
  /** Everything above the line that the cursor is in. */
  readonly above: SavedLines;
  /** The line that the cursor is in, and what is below: at a prompt, the prompt. */
  readonly atCursor: SavedLines;
  /** Older rows that the host has and the request left out. */
  readonly dropped: number;
  readonly mode: 'full' | 'recent';
  /** Of a host that numbers its lines for ever, and can leave out those that are known. */
  readonly numbering?: LineNumbering;
  /** Of a host that can tell cheaply whether contents are still the same: another one if not. */
  readonly stamp?: string;
}

/** The place of lines among all that a pane ever printed. */
export interface LineNumbering {
  /** As in `KnownContents`. */
  readonly run: string;
  /** The number of the oldest line that the host still has. */
  readonly oldest: number;
  /** The number of the first line in `above`. */
  readonly first: number;
  /** Lines before this number cannot change any more. */
  readonly settledTo: number;
}

/** One host, read at one moment. */
export interface HostCapture {
  readonly key: string;
  readonly host: Host;
  readonly windows: Readonly<Record<string, Window>>;
  readonly tabs: Readonly<Record<string, Tab>>;
  readonly panes: Readonly<Record<string, CapturedPane>>;
  readonly contents: ReadonlyMap<string, CapturedContents>;
  /** Panes whose contents were left out because they have the stamp of what is stored. Default: none. */
  readonly unchanged?: ReadonlySet<string>;
  /** The processes that show its windows in some other terminal: pid to stable id. */
  readonly clients?: ReadonlyMap<number, string>;
  readonly problems: readonly Problem[];
  /** Why panes that are gone are gone, of a host that knows. Default: their programs ended. */
  readonly gone?: ReadonlyMap<string, 'user' | 'exited' | 'stranded'>;
  /** Lines that the budget did not allow are still to be read. Default: no. */
  readonly leavesLines?: boolean;
  /** The same contents in the host as it is now; absent when reading the host takes long. */
  readonly refresh?: () => Promise<HostCapture>;
}

/** How one pane is to be started. */
export interface PaneStart {
  readonly id: string;
  readonly cwd: string;
  /** Reads the lines to show before anything runs; asked again, it reads nothing again. */
  readonly lines: () => Promise<readonly string[]>;
  /** Reads the newest of them, `fewest` or more, of a host that can take the others later. */
  readonly newest: (fewest: number) => Promise<NewestLines>;
  readonly launch: Launch;
  readonly saved: Pane;
}

/** The lines at the end of what is to be shown, and what is above them; absent when nothing is. */
export interface NewestLines {
  readonly lines: readonly string[];
  readonly above?: LaterLines | undefined;
}

/** A program, or a pipeline of them, as a pane starts it. */
export interface StartedProgram {
  readonly argv: readonly string[];
  /** The other commands of its pipeline, in order. */
  readonly pipedTo?: readonly (readonly string[])[];
  /** What stands in for the terminal, of each command in order; no file is emptied. Default: nothing. */
  readonly redirections?: readonly (readonly Redirection[])[];
  /** What its shell had switched on for it. Default: nothing. */
  readonly activated?: ActivatedProgram;
  readonly cwd: string;
}

/** What is set for a program and not for the shell below it. */
export interface ActivatedProgram {
  /** As `NAME=value`. */
  readonly variables: readonly string[];
  /** Folders in front of PATH. */
  readonly searchPath: readonly string[];
  /** The folder whose direnv file is loaded, by direnv. Default: none. */
  readonly direnv?: string;
  /** Not set, because its folder is gone; kept for the next save. As `NAME=value`. */
  readonly withheld: readonly string[];
  /** Commands that switch the same on in the shell: shown once the program has ended, and never run. */
  readonly hints: readonly (readonly string[])[];
}

/** What runs in a restored pane, below the saved lines. */
export type Launch =
  | { readonly kind: 'shell'; readonly shell: readonly string[] }
  | (StartedProgram & {
      readonly kind: 'run';
      /** Empty: the pane ends with the program. */
      readonly shell: readonly string[];
      /** It starts once this file is gone, or whoever made it; `….PID` names that process. */
      readonly gate?: string;
      /** A failure is shown and offered again, so that what it was to show is not forgotten. */
      readonly isRetried?: boolean;
    })
  | (StartedProgram & {
      readonly kind: 'prompt';
      readonly shell: readonly string[];
      /** Shown with the offer: why it is one, how old and large what it brings back. */
      readonly remark?: string;
    })
  | { readonly kind: 'direct'; readonly argv: readonly string[] }
  | { readonly kind: 'ended'; readonly status: number; readonly signal: string | null }
  | { readonly kind: 'missing'; readonly shell: readonly string[]; readonly what: string };

/** Tabs and panes to open in one host, and what to arrange once they are there. */
export interface RestoreJob {
  readonly address: string;
  /** Whether the host answered just now. */
  readonly isRunning: boolean;
  readonly windows: Readonly<Record<string, Window>>;
  readonly tabs: Readonly<Record<string, Tab>>;
  readonly starts: ReadonlyMap<string, PaneStart>;
  /** Stable ids that are there already, with the host's own ids. */
  readonly live: LiveRefs;
  /** Set when the host is started by this restore. */
  readonly globals: Globals | undefined;
  readonly openWindows: readonly string[];
  readonly openTabs: readonly { readonly window: string; readonly tab: string }[];
  readonly openPanes: readonly { readonly tab: string; readonly pane: string }[];
  /** Windows and tabs whose layout, focus, zoom and settings are to be as saved. */
  readonly arrange: { readonly windows: readonly string[]; readonly tabs: readonly string[] };
}

export interface LiveRefs {
  readonly windows: ReadonlyMap<string, string>;
  readonly tabs: ReadonlyMap<string, string>;
  readonly panes: ReadonlyMap<string, string>;
}

/** What could not be done exactly, by the id of the window, tab or pane. */
export interface RestoreOutcome {
  readonly approximated: readonly Problem[];
  readonly failed: readonly Problem[];
  /** Waits for lines that panes take after they were opened. Default: none do. */
  readonly settled?: () => Promise<void>;
}

export interface CloseJob {
  readonly address: string;
  readonly windows: readonly string[];
  readonly tabs: readonly string[];
  readonly panes: readonly string[];
}

/** What scripts may want to know of a pane; empty texts take away what was noted. */
export interface ResumeNote {
  /** The host's own id of the pane. */
  readonly ref: string;
  /** A line for a shell: `cd DIRECTORY && COMMAND`. */
  readonly line: string;
  /** The line that an earlier save left there. */
  readonly former: string;
  readonly agent: string;
  readonly conversation: string;
}

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

/** The code that speaks to one kind of host. Ask what it `can` do, never which it is. */
export interface Backend {
  readonly kind: Host['kind'];
  readonly can: Capabilities;
  /** Every host of this kind that the user runs. */
  discover(sockets: readonly string[], call: Call): Promise<readonly Endpoint[]>;
  /** @throws StetError when the host hangs, dies, is too old or refuses */
  capture(address: string, request: CaptureRequest, call: Call): Promise<HostCapture>;
  /**
   * Whether a host that has ended was closed, by what it left behind; absent where nobody can tell.
   * Default: no, so that what was lost is kept.
   */
  hasClosed?(address: string): Promise<boolean>;
  /** Opens and arranges; starts the host when nothing listens at the address. */
  restore(job: RestoreJob, call: Call): Promise<RestoreOutcome>;
  /** Closes by the host's own ids. What is gone already is no failure. */
  close(job: CloseJob, call: Call): Promise<void>;
  /** Leaves what resumes a pane's conversation where scripts find it; absent when nothing can. */
  noteResumes?(address: string, notes: readonly ResumeNote[], call: Call): Promise<void>;
  /** Formats of other programs that its windows can be written in and read from. */
  readonly formats?: readonly ForeignFormat[];
  /** Puts stet's own part into a running host, until that ends; absent when there is no such part. */
  enter?(address: string, call: Call): Promise<void>;
  /** The words that show one of its windows in a pane of another host; absent when nothing can. */
  attachArgv?(address: string, window: string): readonly string[];
}
