import type { PtySize, PtyStart, SignalTarget } from '../holder.ts';
import { FieldReader, FieldWriter, FrameError } from './fields.ts';
import { frameBytes } from './frame-stream.ts';

/** The versions of this protocol that one end speaks. */
export interface HolderVersions {
  readonly oldest: number;
  readonly newest: number;
}

/**
 * `newest` is raised when daemon and holder would otherwise misunderstand each other, and `oldest`
 * stays one behind it at least: a holder lives as long as its sessions, and daemons come and go.
 * The owner asks for a version; a holder that does not speak it answers with its newest and hangs
 * up, and the owner asks again for that one. `hello` and `welcome` may only ever grow at their end.
 */
export const holderVersions: HolderVersions = { oldest: 1, newest: 1 };

export function speaks({ oldest, newest }: HolderVersions, version: number): boolean {
  return version >= oldest && version <= newest;
}

/** What an owner sends. A frame with a `request` is answered, the others are not. */
export type OwnerFrame =
  /** The first frame: makes this connection the one owner, if the holder speaks that version. */
  | { readonly kind: 'hello'; readonly version: number }
  | { readonly kind: 'list' | 'notes' | 'stop'; readonly request: number }
  | {
      readonly kind: 'spawn';
      readonly request: number;
      readonly id: string;
      readonly start: PtyStart;
    }
  | { readonly kind: 'follow'; readonly id: string }
  /** Output before `upTo` was taken: so much more may be sent. */
  | { readonly kind: 'taken'; readonly id: string; readonly upTo: number }
  | {
      readonly kind: 'write';
      readonly request: number;
      readonly id: string;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'answer';
      readonly id: string;
      readonly bytes: Uint8Array;
      readonly upTo: number;
    }
  /** `resizes` is the number of the last one that the state knows of. */
  | {
      readonly kind: 'keep';
      readonly id: string;
      readonly offset: number;
      readonly resizes: number;
      readonly state: Uint8Array;
    }
  | { readonly kind: 'resize'; readonly id: string; readonly size: PtySize }
  | {
      readonly kind: 'signal';
      readonly request: number;
      readonly id: string;
      readonly signal: string;
      readonly target: SignalTarget;
    }
  | { readonly kind: 'forget'; readonly request: number; readonly id: string }
  | { readonly kind: 'note'; readonly name: string; readonly bytes: Uint8Array };

/** The place of a kind is its number on the wire: new ones go to the end. */
const KINDS = [
  'hello',
  'list',
  'notes',
  'stop',
  'spawn',
  'follow',
  'taken',
  'write',
  'answer',
  'keep',
  'resize',
  'signal',
  'forget',
  'note',
] as const satisfies readonly OwnerFrame['kind'][];

export function encodeOwnerFrame(frame: OwnerFrame): Buffer {
  return frameBytes(KINDS.indexOf(frame.kind), fieldsOf(frame, new FieldWriter()));
}

function fieldsOf(frame: OwnerFrame, to: FieldWriter): FieldWriter {
  switch (frame.kind) {
    case 'hello':
      return to.number(frame.version);
    case 'list':
    case 'notes':
    case 'stop':
      return to.number(frame.request);
    case 'spawn':
      return writeStart(frame.start, to.number(frame.request).text(frame.id));
    case 'follow':
      return to.text(frame.id);
    case 'taken':
      return to.text(frame.id).number(frame.upTo);
    case 'write':
      return to.number(frame.request).text(frame.id).bytes(frame.bytes);
    case 'answer':
      return to.text(frame.id).bytes(frame.bytes).number(frame.upTo);
    case 'keep':
      return to.text(frame.id).number(frame.offset).number(frame.resizes).bytes(frame.state);
    case 'resize':
      return to.text(frame.id).size(frame.size);
    case 'signal':
      return to.number(frame.request).text(frame.id).text(frame.signal).text(frame.target);
    case 'forget':
      return to.number(frame.request).text(frame.id);
    case 'note':
      return to.text(frame.name).bytes(frame.bytes);
  }
}

/** @throws FrameError */
export function decodeOwnerFrame(body: Buffer): OwnerFrame {
  const from = new FieldReader(body.subarray(1));
  const kind = KINDS[body.readUInt8()];
  if (kind === undefined) throw new FrameError('A frame of an unknown kind');
  const frame = readFields(kind, from);
  if (kind !== 'hello') from.end();
  return frame;
}

function readFields(kind: (typeof KINDS)[number], from: FieldReader): OwnerFrame {
  switch (kind) {
    case 'hello':
      return { kind, version: from.number() };
    case 'list':
    case 'notes':
    case 'stop':
      return { kind, request: from.number() };
    case 'spawn':
      return { kind, request: from.number(), id: from.text(), start: readStart(from) };
    case 'follow':
      return { kind, id: from.text() };
    case 'taken':
      return { kind, id: from.text(), upTo: from.number() };
    case 'write':
      return { kind, request: from.number(), id: from.text(), bytes: from.bytes() };
    case 'answer':
      return { kind, id: from.text(), bytes: from.bytes(), upTo: from.number() };
    case 'keep':
      return {
        kind,
        id: from.text(),
        offset: from.number(),
        resizes: from.number(),
        state: from.bytes(),
      };
    case 'resize':
      return { kind, id: from.text(), size: from.size() };
    case 'signal':
      return {
        kind,
        request: from.number(),
        id: from.text(),
        signal: from.text(),
        target: from.text() === 'foreground' ? 'foreground' : 'session',
      };
    case 'forget':
      return { kind, request: from.number(), id: from.text() };
    case 'note':
      return { kind, name: from.text(), bytes: from.bytes() };
  }
}

function writeStart(start: PtyStart, to: FieldWriter): FieldWriter {
  to.text(start.file).texts(start.argv).text(start.cwd).texts(start.env);
  return to.size(start.size).bytes(start.about);
}

function readStart(from: FieldReader): PtyStart {
  return {
    file: from.text(),
    argv: from.texts(),
    cwd: from.text(),
    env: from.texts(),
    size: from.size(),
    about: from.bytes(),
  };
}
