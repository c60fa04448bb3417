import { listAgents } from '../engine/list-agents.ts';
import type { Handlers } from './handler.ts';

export const agentHandlers: Handlers<'agents.list'> = {
  'agents.list': async ({ hosts }, context, call) => {
    const agents = await listAgents(context, hosts, call);
    return agents.map((agent) => ({ ...agent, resume: [...agent.resume] }));
  },
};
