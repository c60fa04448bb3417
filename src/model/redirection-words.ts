import type { Redirection } from './checkpoint.ts';

/** A program, or a pipeline of them. */
interface Line {
  readonly argv: readonly string[];
  readonly pipedTo?: readonly (readonly string[])[] | undefined;
  readonly redirections?: readonly (readonly Redirection[])[] | undefined;
}

/** A program as a line of a shell, pipeline and redirections included. */
export function commandLine(
  { argv, pipedTo = [], redirections = [] }: Line,
  quote: (word: string) => string,
): string {
  const commands = [argv, ...pipedTo].map((words, at) =>
    [...words.map(quote), ...redirectionWords(redirections[at] ?? [], quote)].join(' '),
  );
  return commands.join(' | ');
}

/** Redirections as a shell has them. What nobody can open again is left out. */
export function redirectionWords(
  redirections: readonly Redirection[],
  quote: (word: string) => string,
): readonly string[] {
  return redirections.flatMap((redirection) => {
    if (redirection.kind === 'gone') return [];
    if (redirection.kind === 'joined') return ['2>&1'];
    const { stream, mode, path } = redirection;
    if (mode === 'read') return [`< ${quote(path)}`];
    const sign = mode === 'append' && path !== NULL ? '>>' : '>';
    return [`${stream === 2 ? '2' : ''}${sign} ${quote(path)}`];
  });
}

/**
 * The same for a program that starts anew. No file is ever emptied, whatever was meant at first:
 * what stands in it may be all that there is.
 */
export function appending(redirections: readonly Redirection[]): readonly Redirection[] {
  return redirections.map((redirection) =>
    redirection.kind === 'file' && redirection.mode === 'write'
      ? { ...redirection, mode: 'append' }
      : redirection,
  );
}

/** Whether opening it as it was would empty a file. */
export function isEmptying(
  redirection: Redirection,
): redirection is Extract<Redirection, { kind: 'file' }> {
  return redirection.kind === 'file' && redirection.mode === 'write' && redirection.path !== NULL;
}

const NULL = '/dev/null';
