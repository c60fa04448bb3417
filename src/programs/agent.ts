import type { Certainty } from '../model/checkpoint.ts';
import type { ProcessEpoch } from '../os/epoch.ts';
import type { Archive } from './archive.ts';
import type { Measure } from './measure.ts';

/** One process of an agent, as the kernel shows it. */
export interface AgentProcess {
  readonly epoch: ProcessEpoch;
  readonly ageMs: number;
  readonly argv: readonly string[];
  /** The file that runs; '' when it cannot be read. */
  readonly executable: string;
  readonly cwd: string;
  readonly environment: Environment;
}

/** What a process was started with; of a saved one, what of it was worth keeping. */
export type Environment = ReadonlyMap<string, string>;

/** An agent as it is looked at: the process that owns the terminal, never what a hook was told. */
export interface AgentView {
  readonly process: AgentProcess;
  /** Of its terminal; it may be left over from an earlier program. */
  readonly title: string;
  readonly archive: Archive;
}

/** Which conversation an agent shows, and how that is known. */
export interface Sighting {
  /** '' when it shows none, as on a home screen. */
  readonly id: string;
  readonly certainty: Certainty;
  readonly via: string;
  readonly title?: string;
}

/** A reason to believe no weaker evidence: what follows it counts as a guess. */
export interface Doubt {
  readonly doubt: string;
}

/** One way to learn which conversation is shown; undefined when it has nothing to say. */
export type Probe = (view: AgentView) => Promise<Sighting | Doubt | undefined>;

/** Where an agent keeps a conversation. */
export interface Place {
  readonly environment: Environment;
  readonly cwd: string;
  readonly archive: Archive;
  /** The words of its agent, when those are known. */
  readonly argv?: readonly string[];
}

/** How an agent was started, without the words that were meant for once. */
export interface AgentLaunch {
  readonly command: string;
  readonly flags: readonly string[];
}

/** What stet knows about one AI coding program. */
export interface Agent {
  readonly name: string;
  /** What a user calls it by. */
  readonly command: string;
  /** How the facts of this entry are known: tried with the real program, or from recordings. */
  readonly evidence: 'real' | 'recorded';
  /** Whether this process is the program itself, and not one of its helpers. */
  detect(process: AgentProcess): boolean;
  /** The variables that say where it keeps its things. */
  readonly variables: readonly string[];
  /** Ways to learn the conversation, surest first. */
  readonly probes: readonly Probe[];
  /** Which of its flags are kept for another start. */
  readonly flags: FlagTable;
  /** Whether a conversation can be resumed; undefined when that cannot be known. */
  exists(id: string, place: Place): Promise<boolean | undefined>;
  /** Why a conversation that is there cannot be resumed; a new one under its id is offered then. Default: never. */
  damage?(id: string, place: Place): Promise<string | undefined>;
  resume(id: string, launch: AgentLaunch): readonly string[];
  /** A new conversation; where the agent allows it, under the same id. */
  fresh(id: string, launch: AgentLaunch): readonly string[];
  /** The files that hold a conversation, to be copied before it is resumed. */
  protect(id: string, place: Place): Promise<readonly string[]>;
  /** The SQLite database that holds its conversations, copied as a whole. Default: none. */
  database?(place: Place): string;
  /** How old and how large a conversation is. Default: as its files tell. */
  measure?(id: string, place: Place): Promise<Measure>;
  /** What it leaves on the screen when it ends: the first group is the id. */
  readonly exitHint?: RegExp;
}

/** What is known of an agent's flags; a flag that stands in no list is kept only if it stands alone. */
export interface FlagTable {
  /** With a value, kept: `--model opus`. */
  readonly valued: readonly string[];
  /** Without a value, kept: `--verbose`. */
  readonly bare: readonly string[];
  /** Meant for one start, dropped with their value if one follows: `--resume ID`, `--prompt TEXT`. */
  readonly once: readonly string[];
  /** Subcommands that hold for another start too, and how many words belong to each. */
  readonly subcommands?: Readonly<Record<string, number>>;
}
