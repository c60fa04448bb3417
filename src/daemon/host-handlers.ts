import { showSessions } from '../engine/show-sessions.ts';
import type { Handlers } from './handler.ts';

export const hostHandlers: Handlers<'host.tabs'> = {
  'host.tabs': async ({ only }, context, call) => {
    const { opened, alreadyShown, problems } = await showSessions(context, { only }, call);
    return { opened: [...opened], alreadyShown: [...alreadyShown], notices: [...problems] };
  },
};
