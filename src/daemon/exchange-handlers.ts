import { exportCheckpoint } from '../engine/export.ts';
import { importText } from '../engine/import.ts';
import { pruneInactive } from '../engine/prune.ts';
import { summarize } from '../engine/summarize.ts';
import type { Handlers } from './handler.ts';

export const exchangeHandlers: Handlers<
  'workspace.export' | 'workspace.import' | 'workspace.prune'
> = {
  'workspace.export': async ({ copyEnv: copiesEnvironment, ...request }, context) => {
    const files = await exportCheckpoint(context, { ...request, copiesEnvironment });
    return {
      files: files.map(({ host, text }) => ({ host, text })),
      notices: files.flatMap(({ problems }) => problems),
    };
  },

  'workspace.import': async ({ text, source, name: workspace }, context, call) => {
    const { commit, problems, runs } = await importText(context, { text, source, workspace }, call);
    return {
      checkpoint: summarize(commit.checkpoint, false),
      runs: runs.map((argv) => [...argv]),
      notices: [...problems, ...commit.notices],
    };
  },

  'workspace.prune': async ({ name }, context, call) => {
    const { hosts, files, commit } = await pruneInactive(context, name, call);
    return {
      hosts: [...hosts],
      files: [...files],
      ...(commit === undefined ? {} : { checkpoint: summarize(commit.checkpoint, false) }),
    };
  },
};
