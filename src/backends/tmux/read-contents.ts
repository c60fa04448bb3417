import type { Call } from '../../os/call.ts';
import type { CapturedContents } from '../backend.ts';
import {
  CHUNK_ROWS,
  contentsInOneBreath,
  type ContentsQuestion,
  contentsQuestion,
} from './contents.ts';
import { listPanes, type PaneRow } from './list-panes.ts';
import { ask, type Server, YIELD } from './run-script.ts';

/** Panes read by one script; between scripts there is progress to tell and memory to give back. */
const PANES_AT_ONCE = 25;
const ATTEMPTS = 3;

/** Reads what every pane of a listing shows, by tmux's pane id; nothing when `maxLines` is 0. */
export async function readContents(
  server: Server,
  rows: readonly PaneRow[],
  { maxLines, call }: { readonly maxLines: number; readonly call: Call },
): Promise<ReadonlyMap<string, CapturedContents>> {
  const contents = new Map<string, CapturedContents>();
  if (maxLines === 0) return contents;
  let missing = [...new Map(rows.map((row) => [row.pane_id, row])).values()];
  const total = missing.length;
  for (let attempt = 1; attempt <= ATTEMPTS && missing.length > 0; attempt += 1) {
    if (attempt > 1) missing = await listAgain(server, missing, call);
    const reading = attempt < ATTEMPTS ? contentsQuestion : contentsInOneBreath;
    for (let at = 0; at < missing.length; at += PANES_AT_ONCE) {
      const batch = missing.slice(at, at + PANES_AT_ONCE);
      const answers = await ask(server, questionsFor(batch, maxLines, reading), call);
      for (const [pane, own] of answers) if (own !== undefined) contents.set(pane, own);
      call.progress('reading panes', contents.size, total);
    }
    missing = missing.filter(({ pane_id }) => !contents.has(pane_id));
  }
  return contents;
}

/** One question per pane, with a pause in between whenever enough rows were read in one go. */
function questionsFor(
  batch: readonly PaneRow[],
  maxLines: number,
  reading: typeof contentsQuestion,
): ReadonlyMap<string, ContentsQuestion> {
  const questions = new Map<string, ContentsQuestion>();
  let rowsAtOnce = 0;
  for (const row of batch) {
    const rows = Math.min(Number(row.history_size), maxLines) + Number(row.pane_height);
    if (rowsAtOnce + rows > CHUNK_ROWS) {
      questions.set(`pause before ${row.pane_id}`, PAUSE);
      rowsAtOnce = 0;
    }
    rowsAtOnce += rows;
    questions.set(row.pane_id, reading(row, maxLines));
  }
  return questions;
}

const PAUSE: ContentsQuestion = { commands: [YIELD], readBytes: () => undefined };

async function listAgain(
  server: Server,
  missing: readonly PaneRow[],
  call: Call,
): Promise<PaneRow[]> {
  const wanted = new Set(missing.map(({ pane_id }) => pane_id));
  const answers = await ask(server, new Map([['rows', listPanes(call)]]), call);
  const fresh = new Map((answers.get('rows') ?? []).map((row) => [row.pane_id, row]));
  return [...fresh.values()].filter(({ pane_id }) => wanted.has(pane_id));
}
