import type { CapturedPane } from '../backends/backend.ts';
import type { Conversation, Pane } from '../model/checkpoint.ts';
import { agentInWords } from '../programs/agent-words.ts';
import { Archive } from '../programs/archive.ts';
import type { DescribedProgram } from '../programs/describe-program.ts';
import { panePolicyOf } from '../programs/pane-policy.ts';
import { resumeAgent } from '../programs/resume-agent.ts';
import { seeAgent } from '../programs/see-agent.ts';
import { settleClaims } from '../programs/settle-claims.ts';
import type { LiveHosts } from './capture-hosts.ts';
import type { EngineOptions } from './context.ts';

/** An agent in a pane, running or offered by a restore. */
export interface PaneAgent {
  readonly conversation: Conversation;
  /** The words it was started with. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly archive: Archive;
}

/** The agents of all panes, by the panes' stable ids. */
export type SeenAgents = ReadonlyMap<string, PaneAgent>;

/**
 * Looks for agents in all panes at once, because two panes may claim one conversation.
 * @param saved what panes were before: an agent that only waits to be started is what it was
 */
export async function seeAgents(
  { captures }: LiveHosts,
  { saved }: { readonly saved: Readonly<Record<string, Pane>> },
): Promise<SeenAgents> {
  const archive = new Archive();
  const panes = captures.flatMap((capture) => Object.entries(capture.panes));
  const looks = panes.map(async ([id, pane]) => {
    const agent = await agentOf(pane, saved[id], archive);
    return agent === undefined ? [] : ([[id, agent]] as const);
  });
  const found = new Map((await Promise.all(looks)).flat());
  const settled = settleClaims(
    new Map([...found].map(([id, { conversation }]) => [id, conversation] as const)),
  );
  return new Map(
    [...found].map(([id, agent]) => [
      id,
      { ...agent, conversation: settled.get(id) ?? agent.conversation },
    ]),
  );
}

async function agentOf(
  { processes, title }: CapturedPane,
  saved: Pane | undefined,
  archive: Archive,
): Promise<PaneAgent | undefined> {
  if (processes.isWaiting === true) {
    const words = processes.foreground;
    return savedAgent(saved, words, archive) ?? offeredAgent(words, archive);
  }
  const { members = [] } = processes;
  const seen = await seeAgent({ members, title }, archive);
  return seen === undefined ? undefined : { ...seen, archive };
}

/** A pane that waits at a restore's offer still has the conversation that was saved. */
function savedAgent(
  saved: Pane | undefined,
  words: CapturedPane['processes']['foreground'],
  archive: Archive,
): PaneAgent | undefined {
  if (saved?.conversation === undefined || saved.program === undefined) return undefined;
  const { id } = saved.conversation;
  // What was saved since may be of another conversation than the one that is offered.
  if (words?.argv.some((word) => word.includes(id)) === false) return undefined;
  const { process: _, ...conversation } = saved.conversation;
  const cwd = saved.program.cwd ?? saved.cwd.path;
  return { conversation, argv: saved.program.argv, cwd, archive };
}

/** An agent that nobody has started and of which nothing is known but its words. */
async function offeredAgent(
  words: CapturedPane['processes']['foreground'],
  archive: Archive,
): Promise<PaneAgent | undefined> {
  if (words === undefined) return undefined;
  const found = await agentInWords(words.argv, words.cwd ?? '/', archive);
  return found === undefined ? undefined : { ...found, archive };
}

/** A pane with an agent, as it goes into a checkpoint. */
export async function describeAgent(
  { conversation, argv, cwd, archive }: PaneAgent,
  {
    found,
    captured,
    options,
  }: {
    readonly found: DescribedProgram;
    readonly captured: CapturedPane;
    readonly options: EngineOptions;
  },
): Promise<DescribedProgram & Pick<Pane, 'conversation'>> {
  const panePolicy = panePolicyOf(captured);
  const wanted = { conversation, argv, cwd, panePolicy, isTaken: false, ageMs: 0, archive };
  const resume = await resumeAgent(wanted, options);
  const { policy, rule } = resume ?? found.restore;
  return {
    kind: 'agent',
    shell: found.shell,
    program: {
      name: conversation.agent,
      argv: [...argv],
      ...(cwd === captured.cwd.path ? {} : { cwd }),
    },
    restore: { policy, rule, argv: [...(resume?.argv ?? found.restore.argv)] },
    conversation,
  };
}
