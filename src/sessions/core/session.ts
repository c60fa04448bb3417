import type { TtyFlags, TtyReader } from '../../os/tty-reader.ts';
import type { Holder, PtyExit, PtyFollower, PtySize } from '../../pty/holder.ts';
import type { SessionExit } from '../../protocol/session-answers.ts';
import { openTerminal } from '../../term/open-terminal.ts';
import type { OlderLines } from '../../term/older-lines.ts';
import type { Terminal, TerminalEvent, TerminalOptions } from '../../term/terminal.ts';
import { ElementTracker } from '../../term/track-elements.ts';
import type { CastFile, CastPlace } from '../record/asciicast.ts';
import { AwaitedLines, type AwaitedNote } from './awaited-lines.ts';
import { decodeState } from './kept-state.ts';
import { openKept } from './kept-terminal.ts';
import type { SessionFacts, SessionNotes } from './kept-state.ts';
import { Looks } from './looks.ts';
import { OutputRing } from './output-ring.ts';
import { PageFile } from './page-file.ts';
import { RingFile } from './ring-file.ts';
import { describeExit } from './session-exit.ts';
import { pagesBase, ringPath, SessionKeeper } from './session-keeper.ts';
import { cursorPlace } from './screen-lines.ts';
import { ShellMarks } from './shell-marks.ts';
import { TypedLines } from './typed-lines.ts';

/** How long output is waited for after a program ended, while somebody still holds its terminal. */
const DRAIN_MS = 300;

/** What a session is opened with. */
export interface SessionParts {
  readonly holder: Holder;
  /** Where its files go. */
  readonly folder: string;
  readonly facts: SessionFacts;
  readonly pid: number;
  readonly size: PtySize;
  readonly now: () => number;
  readonly tty: TtyReader;
  /** What an earlier daemon kept, and up to where its queries were answered; empty for a new one. */
  readonly state: Uint8Array;
  readonly keptTo: number;
  readonly answeredTo: number;
  /** Saved lines to show before the program does anything. */
  readonly lines: readonly string[];
  /** Lines above those that come later. */
  readonly awaited?: AwaitedNote | undefined;
  /** What it is called until it says something else; empty for nothing. */
  readonly title: string;
}

/** One program on a pseudo-terminal, with the terminal that it believes to run in. */
export class Session implements PtyFollower {
  readonly facts: SessionFacts;
  readonly pid: number;
  readonly looks: Looks;
  readonly typed: TypedLines;
  readonly tracker: ElementTracker;
  readonly shell: ShellMarks;
  readonly keeper: SessionKeeper;
  name: string;
  terminal: Terminal;
  ring: OutputRing;
  /** How many bytes of output were read. */
  offset: number;
  resizes = 0;
  lastOutputAt: number;
  lastUsedAt: number;
  /** Where the output stood when input went in last; undefined before any input. */
  inputOffset: number | undefined = undefined;
  killedByClient = false;
  /** Its processes were ended, and what they wrote last may still be on its way. */
  isGone = false;
  recording: CastFile | undefined = undefined;
  /** Where an earlier daemon's recording stood. */
  readonly earlierRecording: CastPlace | undefined;
  contentsEpoch = 0;
  /** People that look at it now. */
  attached = 0;
  exit: PtyExit | undefined = undefined;
  /** Nobody holds its terminal any more. */
  isEnded = false;
  /** Its end is settled: it is a tombstone now. */
  isFinished = false;
  /** Lines that belong above its history and are still to come. */
  awaited: AwaitedLines | undefined = undefined;
  /** Takes the bytes of output and the sizes as they come. */
  readonly taps = new Set<SessionTap>();
  readonly #parts: SessionParts;
  readonly #listeners = new Set<() => void>();
  #settledTo = 0;
  #replies = '';
  #isUpdating = false;
  #isStopped = false;
  #drain: NodeJS.Timeout | undefined = undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const kept = decodeState(parts.state);
    const notes = kept?.notes;
    const { id } = parts.facts;
    this.facts = parts.facts;
    this.pid = parts.pid;
    this.name = notes?.name ?? parts.facts.name;
    this.earlierRecording = notes?.recording;
    this.offset = parts.keptTo;
    const pages = new PageFile(pagesBase(parts.folder, id), notes?.pages);
    const known = kept === undefined ? [] : pages.load();
    const awaited = notes === undefined ? parts.awaited : notes.awaited;
    if (awaited !== undefined) this.awaited = new AwaitedLines(awaited, known);
    const ring = new RingFile(ringPath(parts.folder, id), parts.keptTo);
    this.ring =
      notes === undefined
        ? OutputRing.from(parts.facts.retainBytes, parts.keptTo)
        : ring.load(parts.facts.retainBytes, parts.keptTo, notes.retained);
    this.terminal =
      kept === undefined
        ? this.#openTerminal()
        : openKept(parts, kept.terminal, { options: this.#options(), pages: known });
    this.keeper = new SessionKeeper(parts.holder, this, { pages, ring });
    this.looks = new Looks(notes?.looks);
    this.typed = new TypedLines(notes?.typed);
    this.tracker = new ElementTracker(notes?.nextElement, notes?.elements);
    this.shell = new ShellMarks(parts.facts.nonce, notes?.prompt);
    this.lastOutputAt = notes?.lastOutputAt ?? parts.facts.createdAt;
    this.lastUsedAt = notes?.lastUsedAt ?? parts.facts.createdAt;
    if (notes !== undefined) this.#resume(notes);
    else this.#seed(parts.lines, parts.title);
  }

  get id(): string {
    return this.facts.id;
  }

  /** Moves with every byte of output and every resize, and is the same again after a crash. */
  get revision(): string {
    return `${this.offset}.${this.resizes}`;
  }

  get hadInput(): boolean {
    return this.inputOffset !== undefined;
  }

  get isRunning(): boolean {
    return this.exit === undefined && !this.isGone;
  }

  /** How its program ended; undefined while it runs. */
  get ending(): SessionExit | undefined {
    if (this.exit === undefined) return undefined;
    const { killedByClient, isEnded } = this;
    return describeExit(this.exit, { killedByClient, isComplete: isEnded });
  }

  /** The number of the first logical line that may still change. */
  get settledTo(): number {
    const { isOpen, nextLine } = this.terminal.history;
    return isOpen ? nextLine - 1 : nextLine;
  }

  /** The number of the oldest line that it has, or that is still to come. */
  get firstLine(): number {
    const { firstLine } = this.terminal.history;
    return Math.max(0, firstLine - (this.awaited?.count ?? 0));
  }

  /** Called, at most once a turn, after anything about the session changed. */
  onUpdate(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  output(bytes: Uint8Array, offset: number): void {
    if (this.#isStopped) return;
    const silent = Math.min(bytes.length, Math.max(0, this.#parts.answeredTo - offset));
    if (silent > 0) this.#read(bytes.subarray(0, silent));
    this.#replies = '';
    if (silent < bytes.length) this.#read(bytes.subarray(silent));
    if (this.#replies !== '') {
      this.#parts.holder.answer(this.id, Buffer.from(this.#replies, 'latin1'), this.offset);
      this.#replies = '';
    }
    this.lastOutputAt = this.#parts.now();
    this.keeper.changed(bytes.length);
    this.updated();
  }

  resized(size: PtySize): void {
    if (this.#isStopped) return;
    this.#replies = '';
    this.terminal.resize(size);
    this.resizes += 1;
    // A program that asked to hear of resizes hears of those that it has not heard of already.
    if (this.#replies !== '' && this.offset >= this.#parts.answeredTo) {
      void this.#parts.holder.write(this.id, Buffer.from(this.#replies, 'latin1'));
    }
    this.#replies = '';
    if (this.settledTo < this.#settledTo) this.contentsEpoch += 1;
    this.#settledTo = this.settledTo;
    for (const tap of this.taps) tap.resized?.(size);
    this.keeper.changed(0);
    this.updated();
  }

  exited(exit: PtyExit): void {
    this.exit = exit;
    this.#drain = setTimeout(() => this.#finish(), DRAIN_MS);
    this.updated();
  }

  ended(): void {
    this.isEnded = true;
    if (this.exit !== undefined) this.#finish();
  }

  /** Input goes in now: what stands on the screen before it is stale for every wait after it. */
  noteInput(): void {
    this.inputOffset = this.offset;
    this.terminal.forgetFresh();
    this.shell.isFresh = false;
    this.keeper.changed(0, 20);
  }

  /** Where the cursor stands, to know the echo of what is typed now. */
  get cursorPlace(): ReturnType<typeof cursorPlace> {
    return cursorPlace(this.terminal);
  }

  /** How its line discipline is set; undefined when its program is gone. */
  async ttyFlags(): Promise<TtyFlags | undefined> {
    return this.isRunning ? this.#parts.tty.flagsOf(this.pid) : undefined;
  }

  updated(): void {
    if (this.#isUpdating) return;
    this.#isUpdating = true;
    setImmediate(() => {
      this.#isUpdating = false;
      for (const listener of this.#listeners) listener();
    });
  }

  /** The lines that it awaited are here. */
  putAbove(older: OlderLines): void {
    if (this.#isStopped || this.awaited === undefined) return;
    this.awaited.arrive(older, this.terminal, this.keeper.pages);
    this.awaited = undefined;
    this.keeper.keep();
    this.updated();
  }

  /** What is kept of it beside its terminal and its files. */
  notes(): Omit<SessionNotes, 'pages'> {
    const { rows } = this.terminal.size;
    const isFresh = this.inputOffset !== undefined;
    return {
      name: this.name,
      resizes: this.resizes,
      retained: this.ring.accounting.retained,
      lastOutputAt: this.lastOutputAt,
      lastUsedAt: this.lastUsedAt,
      killedByClient: this.killedByClient,
      ...(this.recording !== undefined && { recording: this.recording.place }),
      contentsEpoch: this.contentsEpoch,
      settledTo: this.#settledTo,
      nextElement: this.tracker.next,
      elements: this.tracker.current.map((element) => ({
        ...element,
        evidence: [...element.evidence],
      })),
      looks: this.looks.all.map(({ revision, rows: hashes }) => ({ revision, rows: [...hashes] })),
      typed: [...this.typed.all],
      prompt: this.shell.state,
      ...(this.awaited !== undefined && { awaited: this.awaited.note }),
      ...(isFresh && { inputOffset: this.inputOffset }),
      ...(isFresh && { fresh: Array.from({ length: rows }, (_, row) => this.terminal.fresh(row)) }),
    };
  }

  /** Ends what it does by itself, and reads no more; the program is left alone. */
  stop(): void {
    clearTimeout(this.#drain);
    if (!this.isFinished) this.keeper.keep();
    this.keeper.stop();
    this.#isStopped = true;
  }

  #read(bytes: Uint8Array): void {
    this.terminal.write(bytes);
    this.offset += bytes.length;
    this.ring.append(bytes);
    for (const tap of this.taps) tap.output(bytes);
  }

  #finish(): void {
    clearTimeout(this.#drain);
    if (this.isFinished && !this.isEnded) return;
    this.isFinished = true;
    this.keeper.keep();
    if (this.isEnded) for (const tap of this.taps) tap.ended?.();
    this.updated();
  }

  #resume(notes: SessionNotes): void {
    this.resizes = notes.resizes;
    this.killedByClient = notes.killedByClient;
    this.contentsEpoch = notes.contentsEpoch;
    this.inputOffset = notes.inputOffset;
    this.#settledTo = notes.settledTo;
    if (this.facts.engine !== 'vt') this.#renumber();
    if (notes.fresh !== undefined) this.terminal.forgetFresh(notes.fresh);
  }

  /** Only part of its history came back, and its lines have other numbers now. */
  #renumber(): void {
    this.contentsEpoch += 1;
    this.#settledTo = this.settledTo;
    this.#replies = '';
  }

  #openTerminal(): Terminal {
    const { size, awaited, facts } = this.#parts;
    const options = { ...this.#options(), size, firstLine: awaited?.count ?? 0 };
    return openTerminal(options, facts.engine);
  }

  #seed(lines: readonly string[], title: string): void {
    const harmless = title.replaceAll(/\p{Cc}/gu, ' ');
    if (harmless !== '') this.terminal.write(Buffer.from(`\u001B]2;${harmless}\u0007`));
    if (lines.length > 0) this.terminal.write(Buffer.from(`${lines.join('\r\n')}\r\n`));
    this.#replies = '';
    this.#settledTo = this.settledTo;
  }

  #options(): Omit<TerminalOptions, 'size'> {
    return {
      now: this.#parts.now,
      onReply: (reply) => {
        this.#replies += reply;
      },
      onEvent: (event) => this.#onEvent(event),
    };
  }

  #onEvent(event: TerminalEvent): void {
    if (event.kind === 'page') {
      this.keeper.pages.add(event.page);
      this.awaited?.sealed(event.page);
    } else if (event.kind === 'mark') this.shell.mark(event.mark, event.parameters);
    else if (event.kind === 'history-cleared') {
      this.keeper.pages.clear();
      this.awaited = undefined;
      this.contentsEpoch += 1;
      this.#settledTo = 0;
    }
  }
}

/** Somebody who takes a session's output as it comes. */
export interface SessionTap {
  readonly output: (bytes: Uint8Array) => void;
  readonly resized?: (size: PtySize) => void;
  /** There will be no more output. */
  readonly ended?: () => void;
}
