import type { Problem } from '../model/checkpoint.ts';

/** The pane opens elsewhere. */
export function directoryMissing(subject: string, wanted: string, used: string): Problem {
  return {
    code: 'DIRECTORY_MISSING',
    subject,
    message: `The directory ${JSON.stringify(wanted)} is gone; the pane opens in ${JSON.stringify(used)}`,
    fix: `Make it again: mkdir -p ${JSON.stringify(wanted)}`,
  };
}

/** The pane waits. */
export function shellMissing(subject: string, shell: readonly string[]): Problem {
  return {
    code: 'SHELL_MISSING',
    subject,
    message: `Cannot find the shell ${JSON.stringify(shell[0])}; the pane shows what it held and waits`,
    fix: 'Install it and press Enter in the pane',
  };
}

/** The pane has a shell instead. */
export function programMissing(subject: string, argv: readonly string[]): Problem {
  return {
    code: 'PROGRAM_MISSING',
    subject,
    message: `Cannot find the program ${JSON.stringify(argv[0])}; the pane has a shell instead`,
    fix: 'Install it and run it in the pane',
  };
}

/** Why a program was left to the user, and what would bring its environment back. */
interface NotRun {
  readonly rule: string;
  /** Commands that switch on in the shell what was switched on for the program. Default: none. */
  readonly hints?: readonly (readonly string[])[];
  /** Whether there are several programs, which all have to be listed. Default: false. */
  readonly isPipeline?: boolean;
}

/** The policy is against it. */
export function programNotRun(
  subject: string,
  line: string,
  { rule, hints = [], isPipeline = false }: NotRun,
): Problem {
  const before = hints.map((words) => `; in the pane first: ${words.join(' ')}`);
  const programs = isPipeline ? 'each of its programs' : 'the program';
  return {
    code: 'PROGRAM_NOT_RUN',
    subject,
    message: `${JSON.stringify(line)} was not started again (${rule}); the pane has a shell`,
    fix: `Add ${programs} to run_programs or prompt_programs ("stet config" shows both)${before.join('')}`,
  };
}

/** The pane has a shell instead: started without it, the program would do something else. */
export function redirectionMissing(subject: string, line: string, path: string): Problem {
  return {
    code: 'REDIRECTION_MISSING',
    subject,
    message: `${JSON.stringify(line)} was not started again: it cannot have ${JSON.stringify(path)}`,
    fix: 'Make the file or its folder again and run the program in the pane',
  };
}

/** It waits for Enter: something that it had cannot be given to it again. */
export function programOffered(subject: string, line: string, why: string): Problem {
  return {
    code: 'PROGRAM_OFFERED',
    subject,
    message: `${JSON.stringify(line)} is only offered: ${why}`,
    fix: 'Press Enter in the pane to run it without',
  };
}

/** No restore empties a file. */
export function outputAppended(subject: string, path: string): Problem {
  return {
    code: 'OUTPUT_APPENDED',
    subject,
    message: `Its output goes to the end of ${JSON.stringify(path)}, which it had emptied when it was started first`,
    fix: 'End it and run it in the pane to start the file anew',
  };
}
