import * as z from 'zod';
import {
  type Checkpoint as CheckpointData,
  Checkpoint,
  CHECKPOINT_VERSION,
  type Pane,
} from './checkpoint.ts';
import { migrate } from './migrations.ts';
import { withOneOwner } from './one-conversation.ts';
import { type Apart, segmentsApart } from './segments-apart.ts';
import { semanticProblems } from './semantic-checks.ts';

/** What came of reading a saved file. A newer one is named, never guessed at. */
export type ReadCheckpoint =
  | { readonly kind: 'ok'; readonly checkpoint: CheckpointData }
  | { readonly kind: 'too-new'; readonly version: number; readonly header: CheckpointHeader }
  | { readonly kind: 'damaged'; readonly problems: readonly string[] };

/** The part of every format that never changes, so that any reader can list any checkpoint. */
export type CheckpointHeader = z.output<typeof Header>;

const Header = z.object({
  format: z.literal('stet-checkpoint'),
  version: z.int().positive(),
  minReader: z.int().positive(),
  id: z.string(),
  seq: z.int().nonnegative(),
  parent: z.string().nullable(),
  createdAt: z.string(),
  workspace: z.object({ name: z.string() }),
});

/**
 * Reads any checkpoint ever written: version first, then one migration at a time, then the
 * schema and the semantic checks of today. The file on disk is never rewritten.
 */
export function readCheckpoint(data: unknown): ReadCheckpoint {
  const header = Header.safeParse(data);
  if (!header.success) return { kind: 'damaged', problems: issuesOf(header.error) };
  const { version, minReader } = header.data;
  if (minReader > CHECKPOINT_VERSION) return { kind: 'too-new', version, header: header.data };
  const migrated = migrate(data, { from: version, to: CHECKPOINT_VERSION });
  return migrated === undefined
    ? { kind: 'damaged', problems: [`No migration leads from version ${version}`] }
    : checkCurrent(migrated.data);
}

function checkCurrent(data: unknown): ReadCheckpoint {
  const { rest, segments } = segmentsApart(asCurrentVersion(data));
  const parsed = Checkpoint.safeParse(rest);
  if (!parsed.success) return { kind: 'damaged', problems: issuesOf(parsed.error) };
  const whole = { ...parsed.data, panes: withSegments(parsed.data.panes, segments) };
  // Checkpoints of version 1 were written for a while without this rule.
  const checkpoint = { ...whole, panes: withOneOwner(whole) };
  const problems = semanticProblems(checkpoint);
  if (problems.length > 0) {
    return { kind: 'damaged', problems: problems.map(({ message }) => message) };
  }
  return { kind: 'ok', checkpoint };
}

function withSegments(
  panes: CheckpointData['panes'],
  segments: Apart['segments'],
): CheckpointData['panes'] {
  const whole = Object.entries(panes).map(([id, pane]): readonly [string, Pane] => {
    const own = segments.get(id);
    if (pane.scrollback === undefined || own === undefined) return [id, pane];
    return [id, { ...pane, scrollback: { ...pane.scrollback, segments: [...own] } }];
  });
  return Object.fromEntries(whole);
}

/** A newer writer may vouch, with `minReader`, that this reader understands its files. */
function asCurrentVersion(data: unknown): unknown {
  return typeof data === 'object' && data !== null
    ? { ...data, version: CHECKPOINT_VERSION }
    : data;
}

function issuesOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`);
}
