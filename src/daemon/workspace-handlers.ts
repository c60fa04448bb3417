import { save } from '../engine/save.ts';
import { restore, type Restored } from '../engine/restore.ts';
import { undo } from '../engine/undo.ts';
import { summarize, summarizeHosts, summarizeStored } from '../engine/summarize.ts';
import type { RestoreAnswer } from '../protocol/answers.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Handlers } from './handler.ts';

export const workspaceHandlers: Handlers<
  | 'workspace.save'
  | 'workspace.restore'
  | 'workspace.list'
  | 'workspace.log'
  | 'workspace.rename'
  | 'workspace.delete'
  | 'restore.undo'
> = {
  'workspace.save': async ({ name, hosts, accept }, context, call) => {
    const request = { name, hosts, accept, trigger: 'manual' as const, keepsOthers: false };
    const { commit, live, lost } = await save(context, request, call);
    const { checkpoint, isNew, isLastGood, notices } = commit;
    const isSuspect = checkpoint.quality.suspect.some((mark) => mark !== 'stale-host');
    return {
      checkpoint: summarize(checkpoint, isSuspect),
      isNew,
      isLastGood,
      hosts: [...summarizeHosts(live)],
      lost: [...lost],
      notices: [...context.store.takeNotices(), ...notices],
    };
  },

  'workspace.restore': async (params, context, call) =>
    answer(context, await restore(context, params, call)),

  'restore.undo': async (params, context, call) =>
    answer(context, await undo(context, params, call)),

  'workspace.list': async (_, { store }) => {
    const workspaces = await store.workspaces();
    const rows = await Promise.all(
      workspaces.map(async ({ name, current, lastGood, checkpoints }) => {
        const stored = await store.stored(current);
        const newest = stored && summarizeStored(stored);
        return newest === undefined ? [] : [{ name, current: newest, lastGood, checkpoints }];
      }),
    );
    return rows.flat();
  },

  'workspace.log': async ({ name, limit }, { store }) => {
    const history = await store.history({ limit, ...(name === '' ? {} : { workspace: name }) });
    return history.map(summarizeStored);
  },

  'workspace.rename': async ({ from, to }, { store }, call) => {
    const checkpoints = await store.rename(from, to, call);
    return { name: to.normalize('NFC'), checkpoints };
  },

  'workspace.delete': async ({ target }, { store }, call) => {
    const { deleted, freedBytes } = await store.remove(target, call);
    return { deleted: [...deleted], freedBytes };
  },
};

function answer(
  { store }: EngineContext,
  { plan, restore: id, report, tally }: Restored,
): RestoreAnswer {
  return {
    plan: {
      hash: plan.hash,
      checkpoint: plan.request.checkpoint.id,
      actions: [...plan.actions],
      notices: [...store.takeNotices(), ...plan.notices],
    },
    ...(id === undefined ? {} : { restore: id }),
    ...(report === undefined ? {} : { report }),
    ...(tally === undefined
      ? {}
      : {
          fidelity: {
            ...tally,
            kinds: tally.kinds.map((kind) => ({ ...kind, lost: [...kind.lost] })),
          },
        }),
  };
}
