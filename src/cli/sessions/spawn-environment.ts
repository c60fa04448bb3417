/** What says which terminal the caller sits at: in a session it would be a lie. */
const OF_THE_TERMINAL =
  /^(?:TMUX|TMUX_PANE|STY|WINDOW|WINDOWID|COLUMNS|LINES|TERMCAP|TERM|COLORTERM|COLORFGBG|NO_COLOR|TERMINFO|STET_SESSION|STET_SESSION_ID|STET_PANE_POLICY|(?:KITTY|VTE|TERM_PROGRAM|TERM_SESSION|WEZTERM|ALACRITTY|GHOSTTY|KONSOLE|ITERM|ZELLIJ|WT)(?:_.*)?)$/;

/**
 * The environment of a new session as "NAME=value": the caller's, without what is about the
 * caller's own terminal, and then what was asked for by name.
 */
export function spawnEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  asked: readonly string[],
): readonly string[] {
  const settled = new Map(asked.map((pair) => [nameOf(pair), pair]));
  const inherited = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || OF_THE_TERMINAL.test(name) || settled.has(name)
      ? []
      : [`${name}=${value}`],
  );
  return [...inherited, ...settled.values()];
}

function nameOf(pair: string): string {
  return pair.slice(0, pair.indexOf('='));
}
