import type { OpenFolder } from '../folder/open-folder.ts';
import { parseJson } from '../folder/parse-json.ts';
import type { IndexEntry } from './index-file.ts';
import type { Manifest } from './manifest.ts';
import { type DamageReport, quarantine } from './quarantine.ts';

const PACK = /[0-7][0-9A-HJKMNP-TV-Z]{25}\.pack/g;
const SEQ = /"seq": ?(\d{1,15})\b/;
const WORKSPACE = /"workspace": ?\{\s*"name": ?("(?:[^"\\]|\\.)*")/;

/** A manifest that is there and yet of no use. */
export type Broken = Extract<Manifest, { kind: 'damaged' | 'unreadable' }>;

/**
 * Reports a broken checkpoint, and moves a damaged one to quarantine. One that the disk refused to
 * give stays where it is: it may be whole.
 */
export async function setAside(
  { paths, notices }: OpenFolder,
  { id, manifest, known }: { id: string; manifest: Broken; known: IndexEntry | undefined },
): Promise<DamageReport> {
  const report = { ...damageReport(id, manifest), ...remembered(known, manifest) };
  if (manifest.kind === 'damaged') await quarantine(paths, report);
  notices.push({
    code: 'CHECKPOINT_CORRUPT',
    subject: id,
    message: `Checkpoint ${id} cannot be read: ${manifest.problems[0] ?? 'it is damaged'}`,
    fix:
      manifest.kind === 'damaged'
        ? `The file is kept in ${paths.quarantine}; other checkpoints are untouched`
        : `Check the permissions of ${paths.checkpoints} and the health of the disk`,
  });
  return report;
}

function damageReport(id: string, manifest: Broken): DamageReport {
  const text = manifest.kind === 'damaged' ? manifest.text : '';
  const seq = SEQ.exec(text)?.[1];
  const name = parseJson(WORKSPACE.exec(text)?.[1] ?? '');
  return {
    format: 'stet-damage-report',
    version: 1,
    id,
    seq: seq === undefined ? null : Number(seq),
    workspace: typeof name === 'string' ? name : null,
    packs: packsNamedIn(text),
    problems: [...manifest.problems],
  };
}

/** What was read while the file was whole beats what its remains say. */
function remembered(
  known: IndexEntry | undefined,
  manifest: Broken,
): Pick<DamageReport, 'seq' | 'workspace' | 'packs'> | undefined {
  if (known === undefined) return undefined;
  const named = manifest.kind === 'damaged' ? packsNamedIn(manifest.text) : [];
  const packs = [...new Set([...known.packs, ...named])];
  return { seq: known.seq, workspace: known.workspace, packs };
}

function packsNamedIn(text: string): string[] {
  return [...new Set(text.match(PACK))];
}
