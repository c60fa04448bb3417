import type { Conversation, Restore } from '../model/checkpoint.ts';
import type { Agent, Place } from './agent.ts';
import { agentNamed } from './agents.ts';
import type { Archive } from './archive.ts';
import type { ProgramPolicy } from './describe-program.ts';
import { launchOf } from './launch-flags.ts';
import { type Measure, measureFiles } from './measure.ts';
import type { PanePolicy } from './pane-policy.ts';
import { rankOf } from './see-agent.ts';

/** An agent that is to be brought back. */
export interface WantedAgent {
  readonly conversation: Conversation;
  /** The words it was started with. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** The directory that it was in, when that is gone. */
  readonly missingDirectory?: string | undefined;
  /** A policy that was set on this very pane; it wins over the lists. */
  readonly panePolicy?: PanePolicy | undefined;
  /** Another pane has this conversation, now or by the same plan. */
  readonly isTaken: boolean;
  /** How long ago it was saved: what counts where nothing tells of its last message. */
  readonly ageMs: number;
  readonly archive: Archive;
}

/** What happens to an agent, and why it is not simply resumed. */
export interface AgentResume extends Restore {
  /** Set when the user should know that it is not as it was. */
  readonly because?: 'CONVERSATION_MISSING' | 'CONVERSATION_OFFERED' | 'PROGRAM_NOT_RUN';
  readonly kept: KeptFiles;
  readonly measure: Measure;
}

/** What holds a conversation, to be copied before anybody resumes it. */
export interface KeptFiles {
  readonly files: readonly string[];
  /** A SQLite database with others of its kind in it. */
  readonly database?: string;
}

/** Decides by the policy of today and by the evidence how an agent comes back. */
export async function resumeAgent(
  wanted: WantedAgent,
  policy: AgentPolicy,
): Promise<AgentResume | undefined> {
  const { conversation, argv } = wanted;
  const agent = agentNamed(conversation.agent);
  if (agent === undefined) return undefined;
  const place = placeOf(wanted);
  const exists = conversation.id === '' ? false : await agent.exists(conversation.id, place);
  const launch = launchOf(argv, agent.command, agent.flags);
  const damage = exists === undefined ? await agent.damage?.(conversation.id, place) : undefined;
  const isFresh = exists === false || damage !== undefined;
  const words = isFresh
    ? agent.fresh(conversation.id, launch)
    : agent.resume(conversation.id, launch);
  const stored = exists === false ? NOTHING : await storedOf(agent, conversation.id, place);
  const decided = decide(wanted, policy, { agent, exists, damage, measure: stored.measure });
  return { ...decided, argv: [...words], ...stored };
}

function placeOf({ conversation, argv, cwd, archive }: WantedAgent): Place {
  return { environment: new Map(Object.entries(conversation.environment)), cwd, archive, argv };
}

type Stored = Pick<AgentResume, 'kept' | 'measure'>;

const NOTHING: Stored = { kept: { files: [] }, measure: {} };

async function storedOf(agent: Agent, id: string, place: Place): Promise<Stored> {
  const files = await agent.protect(id, place);
  const database = agent.database?.(place);
  const measure = (await agent.measure?.(id, place)) ?? (await measureFiles(files));
  return { kept: { files, ...(database === undefined ? {} : { database }) }, measure };
}

interface Evidence {
  readonly agent: Agent;
  /** Whether the conversation is still there; undefined when that cannot be known. */
  readonly exists: boolean | undefined;
  readonly damage: string | undefined;
  readonly measure: Measure;
}

function decide(
  wanted: WantedAgent,
  policy: AgentPolicy,
  { agent, exists, damage, measure }: Evidence,
): Pick<AgentResume, 'policy' | 'rule' | 'because'> {
  const { conversation } = wanted;
  const listed = policyFor(agent, wanted, policy);
  if (listed.policy === 'shell' || listed.policy === 'never') {
    return { ...listed, because: 'PROGRAM_NOT_RUN' };
  }
  if (listed.policy === 'prompt') return { ...listed, because: 'CONVERSATION_OFFERED' };
  const rule = whyOnlyOffer(wanted, policy, { agent, exists, damage, measure });
  if (rule !== undefined) return { policy: 'prompt', rule, because: 'CONVERSATION_OFFERED' };
  const isLost = exists === false && conversation.isStored && conversation.id !== '';
  return isLost ? { ...listed, because: 'CONVERSATION_MISSING' } : listed;
}

/** The settings that are about agents. */
export interface AgentPolicy extends Omit<ProgramPolicy, 'panePolicy'> {
  readonly agent_policy: 'run' | 'prompt' | 'shell' | 'never';
  readonly agent_max_age_hours: number;
}

type Decided = Pick<Restore, 'policy' | 'rule'>;

function policyFor(agent: Agent, { panePolicy }: WantedAgent, policy: AgentPolicy): Decided {
  if (policy.never_programs.includes(agent.name))
    return { policy: 'never', rule: 'never_programs' };
  if (panePolicy !== undefined) return { policy: panePolicy, rule: 'policy of the pane' };
  if (policy.prompt_programs.includes(agent.name)) {
    return { policy: 'prompt', rule: 'prompt_programs' };
  }
  if (policy.run_programs.includes(agent.name)) return { policy: 'run', rule: 'run_programs' };
  return { policy: policy.agent_policy, rule: 'agent_policy' };
}

const HOUR_MS = 3_600_000;

/** Why it must not start by itself; undefined when it may. */
function whyOnlyOffer(
  { conversation, isTaken, ageMs, missingDirectory }: WantedAgent,
  { agent_max_age_hours: maxAgeHours }: AgentPolicy,
  { exists, damage, measure: { lastMessageAt } }: Evidence,
): string | undefined {
  if (rankOf(conversation.certainty) > rankOf('launch')) {
    return `it is not certain which conversation was here: ${conversation.via}`;
  }
  if (missingDirectory !== undefined) {
    return `its directory ${JSON.stringify(missingDirectory)} is gone`;
  }
  if (isTaken) return 'its conversation is open or offered in another pane';
  if (damage !== undefined) return damage;
  if (exists === undefined) return 'whether its conversation is still there cannot be seen';
  const own = lastMessageAt === undefined ? ageMs : Date.now() - lastMessageAt;
  const hours = Math.floor(own / HOUR_MS);
  if (hours <= maxAgeHours) return undefined;
  const what = lastMessageAt === undefined ? 'it was saved' : 'its last message was written';
  return `${what} ${hours} hours ago (agent_max_age_hours)`;
}
