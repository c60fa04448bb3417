import type { HeldPty, PtyExit, PtySize } from '../holder.ts';
import { FieldReader, FieldWriter, FrameError } from './fields.ts';
import { frameBytes } from './frame-stream.ts';

/** What the holder sends to its owner. */
export type HolderFrame =
  /** Answers `hello`: with its version, or with another one that the holder speaks. */
  | { readonly kind: 'welcome'; readonly version: number; readonly pid: number }
  /** One pseudo-terminal of a list; `done` follows the last. */
  | { readonly kind: 'held'; readonly request: number; readonly pty: HeldPty }
  /** One note; `done` follows the last. */
  | {
      readonly kind: 'noted';
      readonly request: number;
      readonly name: string;
      readonly bytes: Uint8Array;
    }
  /** Ends a request: the pid of a spawn, 0 or 1 of a signal, else 0. */
  | { readonly kind: 'done'; readonly request: number; readonly result: number }
  /** Ends a request with a StetError. */
  | {
      readonly kind: 'failed';
      readonly request: number;
      readonly code: string;
      readonly message: string;
      readonly hint: string;
    }
  | {
      readonly kind: 'output';
      readonly id: string;
      readonly offset: number;
      readonly bytes: Uint8Array;
    }
  /** The resizes of a pseudo-terminal are numbered from 1. */
  | {
      readonly kind: 'resized';
      readonly id: string;
      readonly number: number;
      readonly size: PtySize;
    }
  | { readonly kind: 'exited'; readonly id: string; readonly exit: PtyExit }
  | { readonly kind: 'ended'; readonly id: string };

/** The place of a kind is its number on the wire: new ones go to the end. */
const KINDS = [
  'welcome',
  'held',
  'noted',
  'done',
  'failed',
  'output',
  'resized',
  'exited',
  'ended',
] as const satisfies readonly HolderFrame['kind'][];

export function encodeHolderFrame(frame: HolderFrame): Buffer {
  return frameBytes(KINDS.indexOf(frame.kind), fieldsOf(frame, new FieldWriter()));
}

function fieldsOf(frame: HolderFrame, to: FieldWriter): FieldWriter {
  switch (frame.kind) {
    case 'welcome':
      return to.number(frame.version).number(frame.pid);
    case 'held':
      return writeHeld(frame.pty, to.number(frame.request));
    case 'noted':
      return to.number(frame.request).text(frame.name).bytes(frame.bytes);
    case 'done':
      return to.number(frame.request).number(frame.result);
    case 'failed':
      return to.number(frame.request).text(frame.code).text(frame.message).text(frame.hint);
    case 'output':
      return to.text(frame.id).number(frame.offset).bytes(frame.bytes);
    case 'resized':
      return to.text(frame.id).number(frame.number).size(frame.size);
    case 'exited':
      return to
        .text(frame.id)
        .number(frame.exit.code)
        .number(frame.exit.signal)
        .number(frame.exit.at);
    case 'ended':
      return to.text(frame.id);
  }
}

/** @throws FrameError */
export function decodeHolderFrame(body: Buffer): HolderFrame {
  const from = new FieldReader(body.subarray(1));
  const kind = KINDS[body.readUInt8()];
  if (kind === undefined) throw new FrameError('A frame of an unknown kind');
  const frame = readFields(kind, from);
  if (kind !== 'welcome') from.end();
  return frame;
}

function readFields(kind: (typeof KINDS)[number], from: FieldReader): HolderFrame {
  switch (kind) {
    case 'welcome':
      return { kind, version: from.number(), pid: from.number() };
    case 'held':
      return { kind, request: from.number(), pty: readHeld(from) };
    case 'noted':
      return { kind, request: from.number(), name: from.text(), bytes: from.bytes() };
    case 'done':
      return { kind, request: from.number(), result: from.number() };
    case 'failed':
      return {
        kind,
        request: from.number(),
        code: from.text(),
        message: from.text(),
        hint: from.text(),
      };
    case 'output':
      return { kind, id: from.text(), offset: from.number(), bytes: from.bytes() };
    case 'resized':
      return { kind, id: from.text(), number: from.number(), size: from.size() };
    case 'exited':
      return { kind, id: from.text(), exit: readExit(from) };
    case 'ended':
      return { kind, id: from.text() };
  }
}

function writeHeld(pty: HeldPty, to: FieldWriter): FieldWriter {
  to.text(pty.id).number(pty.pid).bytes(pty.about).size(pty.size);
  return to.bytes(pty.state).number(pty.keptTo).number(pty.answeredTo).number(pty.writtenTo);
}

function readHeld(from: FieldReader): HeldPty {
  return {
    id: from.text(),
    pid: from.number(),
    about: from.bytes(),
    size: from.size(),
    state: from.bytes(),
    keptTo: from.number(),
    answeredTo: from.number(),
    writtenTo: from.number(),
  };
}

function readExit(from: FieldReader): PtyExit {
  return { code: from.number(), signal: from.number(), at: from.number() };
}
