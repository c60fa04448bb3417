import type { Conversation, Restore } from '../model/checkpoint.ts';
import { placeNames } from '../model/facts.ts';
import type { Call } from '../os/call.ts';
import type { Agent } from '../programs/agent.ts';
import { agentNamed } from '../programs/agents.ts';
import { exactWords } from '../programs/agent-words.ts';
import { type PanePolicy, panePolicyOf } from '../programs/pane-policy.ts';
import { resumeAgent } from '../programs/resume-agent.ts';
import { type PaneAgent, seeAgents } from './agents.ts';
import { captureHosts } from './capture-hosts.ts';
import type { EngineContext } from './context.ts';
import { waitingPanes } from './waiting-panes.ts';

/** An agent that runs now, the conversation that it shows and how that would be resumed. */
export interface ListedAgent extends Pick<
  Conversation,
  'agent' | 'id' | 'certainty' | 'via' | 'isStored'
> {
  readonly host: string;
  /** The pane's stable id; its host's own id before the first save. */
  readonly pane: string;
  /** Its place: `work:3.1`. */
  readonly name: string;
  readonly title: string;
  readonly directory: string;
  readonly pid: number;
  /** Whether stet knows this agent from the real program, or only from recordings of it. */
  readonly evidence: Agent['evidence'];
  /** ISO 8601; absent when nothing tells. */
  readonly lastMessageAt?: string;
  readonly sizeBytes?: number;
  readonly tokens?: number;
  /** The words that would resume it in any shell of this user; run in its directory. */
  readonly resume: readonly string[];
  /** What a restore would do: run it, offer it, or leave a shell. */
  readonly policy: Restore['policy'];
}

/** Every agent in every pane of the hosts that answer. */
export async function listAgents(
  context: EngineContext,
  hosts: readonly string[],
  call: Call,
): Promise<readonly ListedAgent[]> {
  const live = await captureHosts(context, { hosts, maxLines: 0, adopts: false }, call);
  const seen = await seeAgents(live, { saved: await waitingPanes(context.store, live) });
  const rows = live.captures.flatMap((capture) => {
    const names = placeNames(capture);
    return Object.entries(capture.panes).flatMap(([id, pane]) => {
      const agent = seen.get(id);
      const place = { host: capture.key, pane: id, name: names.get(id) ?? id, title: pane.title };
      return agent === undefined ? [] : [{ agent, place, panePolicy: panePolicyOf(pane) }];
    });
  });
  return Promise.all(rows.map(async (row) => listed(context, row)));
}

interface Row {
  readonly agent: PaneAgent;
  readonly place: Pick<ListedAgent, 'host' | 'pane' | 'name' | 'title'>;
  readonly panePolicy: PanePolicy | undefined;
}

async function listed(
  { options }: EngineContext,
  { agent: { conversation, argv, cwd, archive }, place, panePolicy }: Row,
): Promise<ListedAgent> {
  const wanted = { conversation, argv, cwd, archive, panePolicy, isTaken: false, ageMs: 0 };
  const resume = await resumeAgent(wanted, options);
  const { agent, id, certainty, via, isStored, process } = conversation;
  const { lastMessageAt, ...size } = resume?.measure ?? {};
  return {
    ...place,
    agent,
    id,
    certainty,
    via,
    isStored,
    title: conversation.title ?? place.title,
    directory: cwd,
    pid: process?.pid ?? 0,
    evidence: agentNamed(agent)?.evidence ?? 'recorded',
    ...(lastMessageAt === undefined
      ? {}
      : { lastMessageAt: new Date(lastMessageAt).toISOString() }),
    ...size,
    resume: exactWords(conversation, resume?.argv ?? argv),
    policy: resume?.policy ?? 'shell',
  };
}
