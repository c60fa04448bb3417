import * as z from 'zod';
import { elementKinds } from '../../term/find-elements.ts';

const count = z.int().nonnegative();
const range = z.object({ from: count, to: count });

/** What never changes of a session, left with the holder when it is spawned. */
export const SessionFacts = z.object({
  id: z.string(),
  /** The name that it began with; the kept state may know a newer one. */
  name: z.string(),
  /** What listings show. */
  argv: z.array(z.string()),
  cwd: z.string(),
  env: z.array(z.string()),
  createdAt: z.number(),
  retainBytes: count,
  /** Guards what the shell says about its prompt; empty when it was not asked to. */
  nonce: z.string(),
  engine: z.enum(['vt', 'xterm']).default('vt'),
});
export type SessionFacts = z.output<typeof SessionFacts>;

const Element = z.object({
  ref: z.string(),
  kind: z.enum(elementKinds),
  text: z.string(),
  row: count,
  column: count,
  rows: count,
  columns: count,
  isOn: z.boolean().exactOptional(),
  evidence: z.array(z.string()),
});

const TypedLine = z.object({
  text: z.string(),
  line: z.int(),
  offset: count,
  isOpen: z.boolean(),
  follows: z.boolean().default(false),
});

/** What of a session changes, beside its terminal, as of one offset of its output. */
export const SessionNotes = z.object({
  name: z.string(),
  resizes: count,
  retained: count,
  pages: z.object({ generation: count, bytes: count, oldest: count.optional() }),
  lastOutputAt: z.number(),
  lastUsedAt: z.number(),
  killedByClient: z.boolean(),
  recording: z
    .object({ file: z.string(), startedAt: z.number(), sizeBytes: count, pending: z.string() })
    .optional(),
  contentsEpoch: count,
  settledTo: count,
  nextElement: count,
  elements: z.array(Element),
  looks: z.array(z.object({ revision: z.string(), rows: z.array(z.string()) })),
  fresh: z.array(range).optional(),
  inputOffset: count.optional(),
  typed: z.array(TypedLine),
  prompt: z.enum(['unknown', 'ready', 'busy']),
  /** Lines that belong above the history and are still to come. */
  awaited: z.object({ count, from: z.string() }).optional(),
});
export type SessionNotes = z.output<typeof SessionNotes>;

/** The facts as the holder carries them. */
export function encodeFacts(facts: SessionFacts): Uint8Array {
  return Buffer.from(JSON.stringify(facts));
}

/** Undefined for what another version left. */
export function decodeFacts(about: Uint8Array): SessionFacts | undefined {
  return SessionFacts.safeParse(parse(about)).data;
}

/** Notes and a saved terminal as one state for the holder. */
export function encodeState(notes: SessionNotes, terminal: Uint8Array): Uint8Array {
  const head = Buffer.from(JSON.stringify(notes));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  return Buffer.concat([size, head, terminal]);
}

/**
 * Undefined when nothing was kept yet, or by a stet that keeps it in another way: the session goes
 * on with what its journal holds, and without older history.
 */
export function decodeState(
  state: Uint8Array,
): { readonly notes: SessionNotes; readonly terminal: Uint8Array } | undefined {
  if (state.length === 0) return undefined;
  const bytes = Buffer.from(state.buffer, state.byteOffset, state.byteLength);
  const size = bytes.readUInt32LE(0);
  const notes = SessionNotes.safeParse(parse(bytes.subarray(4, 4 + size)));
  if (!notes.success) return undefined;
  return { notes: notes.data, terminal: Uint8Array.from(bytes.subarray(4 + size)) };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
