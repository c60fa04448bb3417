import type { OptionName } from '../protocol/options.ts';
import type { Notice, Override } from '../protocol/answers.ts';
import type { MethodName, RequestOf, ResultOf } from '../protocol/methods.ts';
import type { CliIo } from './cli-io.ts';
import type { Page } from './text/page.ts';

/** What a shell may offer for a word: saved names, those and checkpoint ids, or a fixed list. */
export type Completion = 'workspace' | 'target' | 'command' | readonly string[];

/** A word after the command's name. */
export interface Argument {
  readonly name: string;
  readonly text: string;
  readonly isRequired: boolean;
  readonly completion?: Completion;
}

/** A flag; without `value` it is a switch, and `value` is what the help calls its value. */
export interface Flag {
  readonly name: string;
  readonly text: string;
  readonly short?: string;
  readonly value?: string;
  readonly choices?: readonly string[];
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

/** What a command may do besides computing. */
export interface Desk {
  readonly commands: readonly Command[];
  readonly ask: <M extends MethodName>(method: M, request: RequestOf<M>) => Promise<ResultOf<M>>;
  /** Asks the person; undefined when nobody is there to answer. */
  readonly confirm: (question: () => Promise<string>) => Promise<boolean | undefined>;
  /** Runs a program on our terminal to its end; answers with its exit status. */
  readonly runInPlace: CliIo['runInPlace'];
}

/** What came of a command: `data` for programs (--json), `lines` for people. */
export interface Outcome {
  readonly data: unknown;
  readonly lines: (page: Page) => readonly string[];
  readonly notices?: readonly Notice[];
  /** 0 when absent. */
  readonly exitCode?: number;
  /** The output was somebody else's: nothing is added to it, not even with --json. */
  readonly isSilent?: boolean;
}

/** One command: its help, its completions, its page in the reference and what it does. */
export interface Command {
  readonly name: string;
  readonly group: 'Save and restore' | 'Look' | 'Tidy' | 'Set up';
  readonly summary: string;
  /** What `summary` leaves open, a sentence a line. */
  readonly details: readonly string[];
  /** The word before the colon while it works: "saving: panes 120/200". */
  readonly doing: string;
  readonly arguments: readonly Argument[];
  /** Every word after the command's name is taken as it is: flags too. */
  readonly takesRest?: boolean;
  readonly flags: readonly Flag[];
  /** The settings that its help shows; every other one is accepted too. */
  readonly options: readonly OptionName[];
  readonly examples: readonly [Example, Example, ...Example[]];
  readonly run: (given: Given, desk: Desk) => Promise<Outcome>;
}
