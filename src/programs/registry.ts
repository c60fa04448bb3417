import { join } from 'node:path';
import * as z from 'zod';
import type { AgentView, Environment, Probe } from './agent.ts';
import { pidFileProbe } from './probe-pid-file.ts';

const Entry = z
  .object({
    v: z.literal(1),
    agent: z.string(),
    sessionId: z.string().nullable(),
    procStart: z.string(),
    bootId: z.string().optional(),
    title: z.string().optional(),
    endedAt: z.number().optional(),
  })
  .transform(({ sessionId, procStart, bootId, title, endedAt }) => ({
    id: sessionId ?? '',
    startTime: procStart,
    bootId,
    title,
    hasEnded: endedAt !== undefined,
  }));

/**
 * What an observer that stet brought into the agent's own terminal process has written:
 * the conversation that is on the screen, followed through every change of it.
 */
export function registryProbe(agent: string): Probe {
  return pidFileProbe({
    path: ({ process }: AgentView) =>
      join(registryFolder(process.environment), `${agent}-${process.epoch.pid}.json`),
    schema: Entry,
    via: 'observer',
    isCertain: false,
  });
}

/** Where observers write, as they work it out themselves from the agent's environment. */
export function registryFolder(environment: Environment): string {
  const own = environment.get('STET_AGENT_DIR') ?? '';
  if (own !== '') return own;
  const state = environment.get('XDG_STATE_HOME') ?? '';
  const base = state === '' ? join(environment.get('HOME') ?? '/', '.local', 'state') : state;
  return join(base, 'stet', 'agents');
}
