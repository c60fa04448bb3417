import type { Client } from '../client/client.ts';
import type { OptionName } from '../protocol/options.ts';
import type { Notice, Override } from '../protocol/answers.ts';
import type { MethodName, RequestOf, ResultOf } from '../protocol/methods.ts';
import type { CliIo } from './cli-io.ts';
import type { Page } from './text/page.ts';

/**
 * What a shell may offer for a word: saved names, those and checkpoint ids, sessions, what a
 * session's screen shows (`@e1`), keys, programs, files, or a fixed list.
 */
export type Completion =
  | 'workspace'
  | 'target'
  | 'command'
  | 'session'
  | 'ref'
  | 'program'
  | 'file'
  | 'folder'
  | readonly string[];

/** A word after the command's name. */
export interface Argument {
  readonly name: string;
  readonly text: string;
  readonly isRequired: boolean;
  /** The last one only: it takes every further word as well. */
  readonly isRepeatable?: boolean;
  /** By itself an empty word is refused: it is mostly a shell variable that was not set. */
  readonly mayBeEmpty?: boolean;
  readonly completion?: Completion;
}

/** A flag; without `value` it is a switch, and `value` is what the help calls its value. */
export interface Flag {
  readonly name: string;
  readonly text: string;
  readonly short?: string;
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly completion?: Completion;
  readonly isRepeatable?: boolean;
}

export interface Example {
  readonly line: string;
  readonly text: string;
}

/** What was given on the command line, checked against the command's tables. */
export interface Given {
  readonly words: readonly string[];
  /** The values of a flag in the order given; empty when it was not given. */
  readonly values: (flag: string) => readonly string[];
  readonly isSet: (flag: string) => boolean;
  readonly overrides: Override[];
  /** All words but the command's name, as typed. */
  readonly typed: readonly string[];
}

/** The world of a command, without what `run-cli.ts` alone may use. */
export type World = Omit<CliIo, 'connect' | 'confirm' | 'version' | 'isErrorTerminal'>;

/** What a command may do besides computing. */
export interface Desk {
  readonly commands: readonly Command[];
  readonly ask: <M extends MethodName>(method: M, request: RequestOf<M>) => Promise<ResultOf<M>>;
  /** Asks the person; undefined when nobody is there to answer. */
  readonly confirm: (question: () => Promise<string>) => Promise<boolean | undefined>;
  /** The connection itself, for what is more than a question and an answer. */
  readonly client: () => Promise<Client>;
  readonly world: World;
  /** Runs a program on our terminal to its end; answers with its exit status. */
  readonly runInPlace: CliIo['runInPlace'];
}

/** What came of a command: `data` for programs (--json), `lines` for people. */
export interface Outcome {
  readonly data: unknown;
  readonly lines: (page: Page) => readonly string[];
  /** Whatever the command says, a pipe gets the lines too. */
  readonly isForPeople?: boolean;
  /** Printed as it is in place of both, but not under --json. */
  readonly content?: string | Uint8Array;
  readonly notices?: readonly Notice[];
  /** 0 when absent. */
  readonly exitCode?: number;
  /** The output was somebody else's: nothing is added to it, not even with --json. */
  readonly isSilent?: boolean;
}

/** One command: its help, its completions, its page in the reference and what it does. */
export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly group: 'Save and restore' | 'Sessions' | 'Look' | 'Tidy' | 'Set up';
  readonly summary: string;
  /** What `summary` leaves open, a sentence a line. */
  readonly details: readonly string[];
  /** The word before the colon while it works: "saving: panes 120/200". */
  readonly doing: string;
  /** Speaks JSON by itself to a pipe or a file: most of its callers are programs. */
  readonly isForPrograms?: boolean;
  /** Its first word, and everything after it, belongs to a program and is not looked at. */
  readonly startsProgram?: boolean;
  /** With `startsProgram`: the flag with a value that is ours at the very end of the line, too. */
  readonly closingFlag?: string;
  readonly arguments: readonly Argument[];
  readonly flags: readonly Flag[];
  /** The settings that its help shows; every other one is accepted too. */
  readonly options: readonly OptionName[];
  readonly examples: readonly [Example, Example, ...Example[]];
  readonly run: (given: Given, desk: Desk) => Promise<Outcome>;
}
