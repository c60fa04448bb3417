/** Variables that tell of another terminal, multiplexer or window, and of its size. */
const FOREIGN =
  /^(?:TMUX(?:_PANE)?|STY|WINDOW|WINDOWID|TERM_PROGRAM(?:_VERSION)?|TERM_SESSION_ID|LINES|COLUMNS|TERMCAP|(?:KITTY|VTE|WEZTERM|ALACRITTY|GHOSTTY|KONSOLE|ITERM|ZELLIJ|STET_EXEC)_.*)$/;

/** What a session adds to the environment of its program. */
export interface EnvironmentParts {
  readonly id: string;
  readonly name: string;
  /** TERM; empty: xterm-256color. */
  readonly term: string;
}

/** The environment of a program in a session: the caller's, told of this terminal alone. */
export function sessionEnvironment(
  env: readonly string[],
  { id, name, term }: EnvironmentParts,
): readonly string[] {
  const own = new Map([
    ['TERM', term === '' ? 'xterm-256color' : term],
    ['COLORTERM', 'truecolor'],
    ['STET_SESSION', name],
    ['STET_SESSION_ID', id],
  ]);
  const kept = env.filter((entry) => {
    const variable = nameOf(entry);
    return !own.has(variable) && !FOREIGN.test(variable);
  });
  return [...kept, ...Array.from(own, ([variable, value]) => `${variable}=${value}`)];
}

/** The value of a variable, "" when it is not there; the last one counts. */
export function valueOf(env: readonly string[], variable: string): string {
  return env.findLast((entry) => nameOf(entry) === variable)?.slice(variable.length + 1) ?? '';
}

/** An environment with other values for some variables. */
export function withVariables(
  env: readonly string[],
  variables: readonly string[],
): readonly string[] {
  const names = new Set(variables.map(nameOf));
  return [...env.filter((entry) => !names.has(nameOf(entry))), ...variables];
}

function nameOf(entry: string): string {
  const end = entry.indexOf('=');
  return end < 0 ? entry : entry.slice(0, end);
}
