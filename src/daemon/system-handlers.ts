import { captureHosts } from '../engine/capture-hosts.ts';
import { summarizeHosts, summarizeStored } from '../engine/summarize.ts';
import { optionNames, options } from '../protocol/options.ts';
import type { Handlers } from './handler.ts';

/** How many restores one after the other may hide the newest save. */
const LOOK_BACK = 10;

export const systemHandlers: Handlers<'system.status' | 'config.show'> = {
  'system.status': async ({ hosts }, context, call) => {
    const live = await captureHosts(context, { hosts, maxLines: 0, adopts: false }, call);
    const { store } = context;
    const workspaces = await store.workspaces();
    const history = await store.history({ limit: LOOK_BACK });
    const newest = history.map(summarizeStored).find(({ trigger }) => trigger !== 'pre-restore');
    return {
      version: context.version,
      store: store.folder,
      configFile: context.configFile,
      hosts: [...summarizeHosts(live)],
      workspaces: workspaces.length,
      ...(newest === undefined ? {} : { newest }),
      undoable: (await store.newestRestore())?.id ?? null,
    };
  },

  'config.show': async (_, { configFile, resolved }) => ({
    file: configFile,
    settings: optionNames.map((name) => {
      const value = resolved.values[name];
      return {
        name,
        value: typeof value === 'object' ? [...value] : value,
        ...resolved.origins[name],
        text: options[name].text,
      };
    }),
  }),
};
