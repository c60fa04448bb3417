import { StetError } from '../base/errors.ts';
import { diff } from '../engine/diff.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { placeNames } from '../model/facts.ts';
import type { Handlers } from './handler.ts';

export const checkpointHandlers: Handlers<'checkpoint.show' | 'checkpoint.diff'> = {
  'checkpoint.show': async ({ target, pane }, context) => {
    const { store } = context;
    const checkpoint = await store.find(target);
    return pane === ''
      ? { checkpoint }
      : { checkpoint, lines: await linesOf(context, checkpoint, pane) };
  },

  'checkpoint.diff': async (params, context, call) => {
    const { from, to, changes, tally } = await diff(context, params, call);
    const kinds = tally.kinds.map((kind) => ({ ...kind, lost: [...kind.lost] }));
    return { from, to, changes: [...changes], fidelity: { ...tally, kinds } };
  },
};

async function linesOf(
  { store }: EngineContext,
  checkpoint: Checkpoint,
  wanted: string,
): Promise<string[]> {
  const names = placeNames(checkpoint);
  const id = Object.keys(checkpoint.panes).find(
    (pane) => pane === wanted || names.get(pane) === wanted,
  );
  const pane = id === undefined ? undefined : checkpoint.panes[id];
  if (pane === undefined) {
    throw new StetError('SELECTION_EMPTY', `The checkpoint has no pane ${JSON.stringify(wanted)}`);
  }
  const lines = pane.scrollback === undefined ? [] : (await store.readLines(pane.scrollback)).lines;
  return [...lines, ...pane.prompt];
}
