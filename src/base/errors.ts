/**
 * Every way stet can fail on purpose. Exit codes: 1 failure, 2 usage, 3 deadline or partial,
 * 4 exited, 5 not found, 6 stale or ambiguous, 7 refused, 124 timed out, 130 cancelled.
 * docs/reference/errors.md is generated from this table.
 */
export const errorCodes = {
  USAGE: { exit: 2, hint: 'Run "stet --help" to see the commands' },
  NAME_INVALID: {
    exit: 2,
    hint: 'Use 1 to 64 letters, digits, spaces, "-", "_" or ".", starting with a letter or digit',
  },
  OPTION_INVALID: { exit: 2, hint: 'Run "stet config" to see every option and what it accepts' },
  CONFIG_INVALID: { exit: 2, hint: 'Correct the file, then run "stet config" to check it' },
  WORKSPACE_NOT_FOUND: { exit: 5, hint: 'Run "stet list" to see the saved workspaces' },
  CHECKPOINT_NOT_FOUND: { exit: 5, hint: 'Run "stet log" to see the checkpoints' },
  CHECKPOINT_AMBIGUOUS: { exit: 6, hint: 'Give more characters of the id; "stet log" shows them' },
  CHECKPOINT_CORRUPT: {
    exit: 1,
    hint: 'Run "stet log" and restore an older checkpoint; the damaged file is kept in quarantine',
  },
  CHECKPOINT_TOO_NEW: {
    exit: 7,
    hint: 'Update stet to restore it; the file is left as it is',
  },
  WORKSPACE_EXISTS: { exit: 6, hint: 'Choose another name, or delete the other workspace first' },
  NOTHING_TO_SAVE: {
    exit: 1,
    hint: 'Start something first (tmux, kitty or "stet spawn"); earlier saves are untouched ("stet list")',
  },
  NOTHING_TO_UNDO: { exit: 5, hint: 'Only a restore can be undone; run "stet status"' },
  PLAN_STALE: { exit: 6, hint: 'Run "stet restore --dry-run" again and apply the new plan' },
  SELECTION_EMPTY: { exit: 5, hint: 'Run "stet show" to see what the checkpoint holds' },
  HOST_UNKNOWN: {
    exit: 2,
    hint: 'Hosts are written as "tmux" or "tmux:/path/to/socket", "kitty" or "kitty:/path"',
  },
  HOST_PROGRAM_MISSING: { exit: 5, hint: 'Install it, or put it on the PATH' },
  HOST_TOO_OLD: { exit: 7, hint: 'Update tmux to 3.2 or newer' },
  HOST_HANGS: {
    exit: 3,
    hint: 'The host did not answer; earlier saves are untouched. Try again when it responds',
  },
  HOST_DIED: { exit: 4, hint: 'The host ended in the middle of the work; run the command again' },
  HOST_REFUSED: { exit: 1, hint: 'Read what the host said above; earlier saves are untouched' },
  STORE_BUSY: { exit: 3, hint: 'Another stet is writing; try again when it is done' },
  STORE_UNSAFE: {
    exit: 7,
    hint: 'The folder must belong to you and be closed to others (chmod 700)',
  },
  STORE_FULL: {
    exit: 1,
    hint: 'Free some disk space and try again; earlier saves are untouched',
  },
  STORE_UNWRITABLE: { exit: 1, hint: 'Check the folder, or set XDG_STATE_HOME to another one' },
  STORE_CHANGED: { exit: 6, hint: 'Save again: another stet deleted what this save built on' },
  FORMAT_UNKNOWN: { exit: 2, hint: 'See "stet export --help" for the formats' },
  METHOD_UNKNOWN: { exit: 2, hint: 'See docs/reference/methods.md for the methods' },
  PARAMS_INVALID: { exit: 2, hint: 'See docs/reference/methods.md for the parameters' },
  PLATFORM_UNSUPPORTED: { exit: 1, hint: 'stet runs on Linux' },
  RECORDING_INVALID: { exit: 2, hint: 'Give it an asciicast of version 2 ("stet record")' },
  KEY_UNKNOWN: {
    exit: 2,
    hint: 'Keys are written as "a", "Enter", "ctrl+shift+F5", "C-x" or "M-Enter"; text is typed',
  },
  MOUSE_REFUSED: {
    exit: 7,
    hint: 'Use keys instead: the program did not ask for this mouse event',
  },
  SESSION_NOT_FOUND: { exit: 5, hint: "Run 'stet list-sessions' to see available sessions" },
  SESSION_EXISTS: { exit: 6, hint: 'Use a different name or kill the existing session first' },
  SESSION_EXITED: {
    exit: 4,
    hint: "Run 'stet snapshot' or 'stet output' for what it showed last",
  },
  SESSION_LIMIT: { exit: 7, hint: "End a session with 'stet kill', or raise the limit" },
  SPAWN_FAILED: { exit: 1, hint: 'Check that the program exists and may be run' },
  INPUT_FULL: { exit: 3, hint: 'Send more when the program has read what it was sent' },
  PATTERN_INVALID: { exit: 2, hint: 'See MDN on regular expressions, or leave out --regex' },
  REVISION_UNKNOWN: { exit: 6, hint: 'Take a snapshot without --since' },
  SHELL_UNREADY: {
    exit: 6,
    hint: "Wait for its prompt with 'stet wait-for --prompt', or spawn a shell for exec",
  },
  DAEMON_NEEDED: { exit: 2, hint: 'Run the command without --no-daemon' },
  DAEMON_UNREACHABLE: { exit: 1, hint: "Run 'stet daemon' to see what it says as it starts" },
  DAEMON_VERSION: {
    exit: 7,
    hint: "Run 'stet stop --keep-sessions', then the command again; no session is lost",
  },
  DAEMON_BUSY: { exit: 3, hint: 'Try again when it has answered other requests' },
  SOCKET_UNSAFE: {
    exit: 7,
    hint: 'The folder must belong to you and be closed to others; or set STET_SOCKET_DIR',
  },
  SOCKET_FAILED: {
    exit: 1,
    hint: 'Set STET_SOCKET_DIR to a folder of yours that can be written to, on a disk with room',
  },
  TEMPORARY_UNWRITABLE: {
    exit: 1,
    hint: 'Set XDG_RUNTIME_DIR or TMPDIR to a folder of yours on a disk with room',
  },
  ORIGIN_REFUSED: { exit: 7, hint: 'Pages in a browser cannot ask; use the command or a program' },
  REQUEST_INVALID: { exit: 2, hint: 'See docs/reference/openapi.json for how to ask' },
  REQUEST_TOO_LARGE: { exit: 2, hint: 'Send it in smaller parts' },
  FONT_MISSING: {
    exit: 1,
    hint: 'Install one, such as the package fonts-dejavu-core; or take --format svg',
  },
  ELEMENT_NOT_FOUND: { exit: 5, hint: 'Take a snapshot with elements to see their refs' },
  ELEMENT_STALE: { exit: 6, hint: 'Take a new snapshot: what changed has a new ref' },
  TIMED_OUT: { exit: 124, hint: 'Try again, or give it more time' },
  CANCELLED: { exit: 130, hint: 'Nothing more was done after the interruption' },
} as const satisfies Record<string, { exit: number; hint: string }>;

/** The name of an expected failure, as programs see it in `code`. */
export type ErrorCode = keyof typeof errorCodes;

/** What may accompany an expected failure. */
export interface StetErrorOptions extends ErrorOptions {
  /** Replaces the table's hint when this failure knows a better way out. */
  readonly hint?: string;
  /** What was tried, oldest first; printed under the message. */
  readonly log?: readonly string[];
}

/** An expected failure. It crosses the socket whole, so a client sees what the daemon saw. */
export class StetError extends Error {
  override readonly name = 'StetError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly log: readonly string[];

  constructor(code: ErrorCode, message: string, options: StetErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? errorCodes[code].hint;
    this.log = options.log ?? [];
  }
}

/** A bug in stet. Nobody catches it but the process boundary, and it always shows its stack. */
export class BugError extends Error {
  override readonly name = 'BugError';
}

/** Marks a branch that the types rule out. */
export function unreachable(value: never): never {
  throw new BugError(`Unhandled case: ${JSON.stringify(value)}`);
}
