import { enterHosts } from '../engine/enter-hosts.ts';
import { showSessions } from '../engine/show-sessions.ts';
import type { Handlers } from './handler.ts';

export const hostHandlers: Handlers<'host.tabs' | 'host.enter'> = {
  'host.tabs': async ({ only }, context, call) => {
    const { opened, alreadyShown, problems } = await showSessions(context, { only }, call);
    return { opened: [...opened], alreadyShown: [...alreadyShown], notices: [...problems] };
  },

  'host.enter': async (_, context, call) => {
    const { entered, problems } = await enterHosts(context, call);
    return { entered: [...entered], notices: [...problems] };
  },
};
