/** Holds the command that reads a script; it stays in the server, so that the next need not set it. */
export const SCRIPT_OPTION = '@stet_script';

const READ_SCRIPT = 'source-file -';
const RUN_OPTION = `set-hook -R ${SCRIPT_OPTION}`;
const IS_SET = `#{==:#{${SCRIPT_OPTION}},${READ_SCRIPT}}`;
const SET_AND_RUN = `set-option -gq ${SCRIPT_OPTION} "${READ_SCRIPT}" ; ${RUN_OPTION}`;
/** tmux 3.2 runs only hooks that it knows by name. */
const RUNS_NO_OPTION = '#{m/r:^(3[.]2|next-3[.]3),#{version}}';

/**
 * A client's command that reads a script from stdin and carries it out as a hook. tmux runs no
 * `after-…` hook for what a hook does, and `set-hook -R` runs any option whose name begins with
 * `@` as one; `after-set-hook` itself is what a user may still see. Nor are control clients told
 * what a hook does, so this is for commands that change nothing they would want to hear of.
 */
export const QUIET_ENTRY: readonly string[] = [
  ...(['if-shell', '-F', RUNS_NO_OPTION, READ_SCRIPT] as const),
  `if-shell -F '${IS_SET}' '${RUN_OPTION}' '${SET_AND_RUN}'`,
];
