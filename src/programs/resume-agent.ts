import type { Conversation, Restore } from '../model/checkpoint.ts';
import type { Agent } from './agent.ts';
import { agentNamed } from './agents.ts';
import type { Archive } from './archive.ts';
import type { ProgramPolicy } from './describe-program.ts';
import { launchOf } from './launch-flags.ts';
import { rankOf } from './see-agent.ts';

/** An agent that is to be brought back. */
export interface WantedAgent {
  readonly conversation: Conversation;
  /** The words it was started with. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** A policy that was set on this very pane; it wins over the lists. */
  readonly panePolicy?: string | undefined;
  /** Another pane has this conversation, now or by the same plan. */
  readonly isTaken: boolean;
  readonly ageMs: number;
  readonly archive: Archive;
}

/** What happens to an agent, and why it is not simply resumed. */
export interface AgentResume extends Restore {
  /** Set when the user should know that it is not as it was. */
  readonly because?: 'CONVERSATION_MISSING' | 'CONVERSATION_OFFERED' | 'PROGRAM_NOT_RUN';
  /** The files of the conversation, to be copied before it is resumed. */
  readonly transcript: readonly string[];
}

/** Decides by the policy of today and by the evidence how an agent comes back. */
export async function resumeAgent(
  wanted: WantedAgent,
  policy: AgentPolicy,
): Promise<AgentResume | undefined> {
  const { conversation, argv, cwd } = wanted;
  const agent = agentNamed(conversation.agent);
  if (agent === undefined) return undefined;
  const listed = policyFor(agent, wanted, policy);
  const environment = new Map(Object.entries(conversation.environment));
  const place = { environment, cwd, archive: wanted.archive };
  const exists = conversation.id === '' ? false : await agent.exists(conversation.id, place);
  const launch = launchOf(argv, agent.command, agent.flags);
  const words =
    exists === false ? agent.fresh(conversation.id, launch) : agent.resume(conversation.id, launch);
  if (listed.policy === 'shell' || listed.policy === 'never') {
    return { ...listed, argv: [...words], because: 'PROGRAM_NOT_RUN', transcript: [] };
  }
  const reason = whyOnlyOffer(wanted, exists, policy);
  const transcript = exists === false ? [] : await agent.protect(conversation.id, place);
  if (reason !== undefined) {
    const rule = reason;
    return {
      policy: 'prompt',
      argv: [...words],
      rule,
      because: 'CONVERSATION_OFFERED',
      transcript,
    };
  }
  const isLost = exists === false && conversation.isStored && conversation.id !== '';
  return {
    ...listed,
    argv: [...words],
    transcript,
    ...(isLost ? { because: 'CONVERSATION_MISSING' as const } : {}),
    ...(listed.policy === 'prompt' ? { because: 'CONVERSATION_OFFERED' as const } : {}),
  };
}

/** The settings that are about agents. */
export interface AgentPolicy extends ProgramPolicy {
  readonly agent_policy: 'run' | 'prompt' | 'shell' | 'never';
  readonly agent_max_age_hours: number;
}

type Decided = Pick<Restore, 'policy' | 'rule'>;

function policyFor(agent: Agent, { panePolicy }: WantedAgent, policy: AgentPolicy): Decided {
  const own = POLICIES.find((known) => known === panePolicy);
  if (policy.never_programs.includes(agent.name))
    return { policy: 'never', rule: 'never_programs' };
  if (own !== undefined) return { policy: own, rule: '@stet_policy of the pane' };
  if (policy.prompt_programs.includes(agent.name)) {
    return { policy: 'prompt', rule: 'prompt_programs' };
  }
  if (policy.run_programs.includes(agent.name)) return { policy: 'run', rule: 'run_programs' };
  return { policy: policy.agent_policy, rule: 'agent_policy' };
}

const POLICIES = ['run', 'prompt', 'shell', 'never'] as const;

const HOUR_MS = 3_600_000;

/** Why it must not start by itself; undefined when it may. */
function whyOnlyOffer(
  { conversation, isTaken, ageMs }: WantedAgent,
  exists: boolean | undefined,
  { agent_max_age_hours: maxAgeHours }: AgentPolicy,
): string | undefined {
  if (rankOf(conversation.certainty) > rankOf('launch')) {
    return `it is not certain which conversation was here: ${conversation.via}`;
  }
  if (isTaken) return 'its conversation is open in another pane';
  if (exists === undefined) return 'whether its conversation is still there cannot be seen';
  const hours = Math.floor(ageMs / HOUR_MS);
  if (hours > maxAgeHours) return `it was saved ${hours} hours ago (agent_max_age_hours)`;
  return undefined;
}
