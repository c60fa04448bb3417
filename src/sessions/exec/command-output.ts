import type { Mark } from '../../term/terminal.ts';
import type { Session } from '../core/session.ts';
import { screenLinesOf } from '../core/screen-lines.ts';
import { readScrollback } from '../show/scrollback.ts';
import { echoesOf } from '../wait/echoes.ts';

/** What a command did, as its shell marked it. */
export interface CommandEnd {
  readonly exitCode: number;
  readonly output: string;
}

/** Collects what a command prints, from the mark of its start to that of its end. */
export class CommandOutput {
  /** Undefined until the command ended. */
  end: CommandEnd | undefined = undefined;
  readonly #session: Session;
  /** The shell may be done with the line without a command: it was none, or a wrong one. */
  readonly #mayBeNone: boolean;
  readonly #typedIn: number;
  #start: number | undefined = undefined;

  constructor(session: Session, mayBeNone = false) {
    this.#session = session;
    this.#mayBeNone = mayBeNone;
    this.#typedIn = session.cursorPlace.line;
  }

  get hasBegun(): boolean {
    return this.#start !== undefined;
  }

  /** A mark with the nonce came, at this very byte of the output. */
  take(mark: Mark): void {
    if (mark.kind === 'output') this.#start ??= mark.line;
    else if (mark.kind === 'finished' && (this.hasBegun || this.#mayBeNone)) {
      const start = this.#start ?? this.#belowEcho();
      this.end ??= { exitCode: mark.exitCode ?? 0, output: this.#textUpTo(start, mark) };
      this.#session.updated();
    }
  }

  /** Below what was typed: what the shell has to say about it. */
  #belowEcho(): number {
    const { terminal, typed } = this.#session;
    const lines = screenLinesOf(terminal);
    const echoes = echoesOf(lines, typed.all, terminal);
    const last = Math.max(this.#typedIn, ...echoes.map(({ line }) => lines[line]?.number ?? 0));
    return last + 1;
  }

  #textUpTo(start: number, { line, column }: Mark): string {
    const { terminal } = this.#session;
    if (terminal.modes.alternateScreen) return '';
    // A screen that was cleared begins anew above the line where the command began.
    const from = line < start ? (screenLinesOf(terminal)[0]?.number ?? 0) : start;
    const last = screenLinesOf(terminal).find(({ number }) => number === line)?.text ?? '';
    const whole = line > from ? readScrollback(terminal, { from, to: line - 1 }).lines : [];
    const isWrapped = last.length >= terminal.size.columns;
    const rest = column === 0 && !isWrapped ? '' : last.trimEnd();
    return whole.map((text) => `${text}\n`).join('') + rest;
  }
}
