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

/** The policy is against it. */
export function programNotRun(subject: string, argv: readonly string[], rule: string): Problem {
  return {
    code: 'PROGRAM_NOT_RUN',
    subject,
    message: `${JSON.stringify(argv.join(' '))} was not started again (${rule}); the pane has a shell`,
    fix: 'Add the program to run_programs or prompt_programs ("stet config" shows both)',
  };
}
