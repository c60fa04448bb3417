import { StetError } from '../base/errors.ts';
import type { HostCapture } from '../backends/backend.ts';
import type { Problem } from '../model/checkpoint.ts';
import type { Call } from '../os/call.ts';
import type { Commit } from '../store/store.ts';
import type { EngineContext } from './context.ts';
import { draftOf } from './draft.ts';
import { formatsOf } from './export.ts';

export interface ImportRequest {
  readonly text: string;
  /** Where the text came from, for the checkpoint's provenance. */
  readonly source: string;
  readonly workspace: string;
}

export interface Imported {
  readonly commit: Commit;
  readonly problems: readonly Problem[];
  /** What a restore would start by itself, by today's settings. */
  readonly runs: readonly (readonly string[])[];
}

/**
 * Makes a checkpoint of a file of another program. Nothing is opened and nothing runs; a restore
 * decides by the user's own lists what of it may.
 * @throws StetError FORMAT_UNKNOWN when no format knows the text
 */
export async function importText(
  context: EngineContext,
  { text, source, workspace }: ImportRequest,
  call: Call,
): Promise<Imported> {
  const capture = readAny(context, { text, source, call });
  const live = { captures: [capture], unreachable: [] };
  const { draft } = await draftOf(context, live, {
    workspace,
    trigger: 'import',
    previous: undefined,
    call,
  });
  const commit = await context.store.commit(
    {
      draft: { ...draft, provenance: { ...draft.provenance, importedFrom: source } },
      contents: new Map(),
      options: { acceptsLoss: true },
    },
    call,
  );
  const panes = Object.values(commit.checkpoint.panes);
  const running = panes.filter(({ restore }) => restore.policy === 'run');
  return {
    commit,
    problems: capture.problems,
    runs: running.map(({ restore }) => restore.argv).filter(({ length }) => length > 0),
  };
}

function readAny(
  context: EngineContext,
  { text, source, call }: { readonly text: string; readonly source: string; readonly call: Call },
): HostCapture {
  const formats = formatsOf(context);
  for (const format of formats) {
    const capture = format.read(text, call);
    if (capture !== undefined) return capture;
  }
  throw new StetError('FORMAT_UNKNOWN', `Cannot tell what ${JSON.stringify(source)} is`, {
    hint: 'stet imports kitty session files, what "kitty @ ls" prints and notes with a "Resume" heading',
  });
}
