import type { Certainty, Conversation } from '../model/checkpoint.ts';
import { certainties } from '../model/checkpoint.ts';
import { ageOf, bootId } from '../os/epoch.ts';
import type { TerminalMember } from '../os/pane-processes.ts';
import { argvOf, directoryOf, environmentOf, executableOf } from '../os/process-table.ts';
import type { Agent, AgentProcess, Environment, Sighting } from './agent.ts';
import { agents } from './agents.ts';
import type { Archive } from './archive.ts';

/** A terminal as an agent is looked for in it. */
export interface AgentTerminal {
  /** The processes of its foreground, nearest to the shell first. */
  readonly members: readonly TerminalMember[];
  readonly title: string;
}

/** An agent in a terminal, and the conversation that it shows. */
export interface SeenAgent {
  readonly conversation: Conversation;
  /** The words it was started with. */
  readonly argv: readonly string[];
  readonly cwd: string;
}

/** Looks for an agent in the foreground of a terminal; undefined when none is there. */
export async function seeAgent(
  terminal: AgentTerminal,
  archive: Archive,
): Promise<SeenAgent | undefined> {
  const family = await findFamily(terminal.members);
  if (family === undefined) return undefined;
  const { agent, processes } = family;
  const [outermost] = processes;
  const innermost = processes.at(-1);
  if (outermost === undefined || innermost === undefined) return undefined;
  const sighting = await sight(agent, { processes, title: terminal.title, archive });
  const environment = keptVariables(agent, innermost.environment);
  const { argv } = outermost;
  const place = { environment: innermost.environment, cwd: innermost.cwd, archive, argv };
  return {
    conversation: {
      agent: agent.name,
      ...sighting,
      isStored: sighting.id !== '' && (await agent.exists(sighting.id, place)) !== false,
      environment: Object.fromEntries(environment),
      process: innermost.epoch,
    },
    argv,
    cwd: outermost.cwd,
  };
}

interface Family {
  readonly agent: Agent;
  /** A wrapper first, the program itself last. */
  readonly processes: readonly AgentProcess[];
}

/**
 * The agent nearest to the shell, with the processes that it is made of: wrappers start the
 * program as their direct child. An agent that another one started for a task is none of them.
 */
async function findFamily(members: readonly TerminalMember[]): Promise<Family | undefined> {
  for (const member of members) {
    const process = await look(member);
    const agent = agents.find((candidate) => candidate.detect(process));
    if (agent === undefined) continue;
    const processes = [await whole(process)];
    for (let at = member; ;) {
      const next = await childOf(at, { members, agent });
      if (next === undefined) return { agent, processes };
      processes.push(await whole(next.process));
      at = next.member;
    }
  }
  return undefined;
}

async function childOf(
  parent: TerminalMember,
  { members, agent }: { readonly members: readonly TerminalMember[]; readonly agent: Agent },
): Promise<{ readonly member: TerminalMember; readonly process: AgentProcess } | undefined> {
  for (const member of members.filter((other) => other.parent === parent.pid)) {
    const process = await look(member);
    if (agent.detect(process)) return { member, process };
  }
  return undefined;
}

/** Enough of a process to tell whether it is an agent. */
async function look({ pid, startTime }: TerminalMember): Promise<AgentProcess> {
  const [argv, executable] = await Promise.all([argvOf(pid), executableOf(pid)]);
  return {
    epoch: { bootId: '', pid, startTime },
    ageMs: 0,
    argv,
    executable: executable ?? '',
    cwd: '/',
    environment: new Map(),
  };
}

async function whole(process: AgentProcess): Promise<AgentProcess> {
  const { epoch } = process;
  const [environment, cwd, ageMs, boot] = await Promise.all([
    environmentOf(epoch.pid),
    directoryOf(epoch.pid),
    ageOf(epoch),
    bootId(),
  ]);
  return { ...process, epoch: { ...epoch, bootId: boot }, environment, cwd: cwd ?? '/', ageMs };
}

/** Ids become words of a command and names of files; whatever else stands there is none. */
const ID = /^(\w[\w.-]{0,127})?$/;

/** An agent's processes and terminal, as its probes see them. */
export interface Look {
  readonly processes: readonly AgentProcess[];
  readonly title: string;
  readonly archive: Archive;
}

/** Asks the probes in order; what comes after a doubt is only a guess. */
export async function sight(agent: Agent, { processes, title, archive }: Look): Promise<Sighting> {
  const doubts: string[] = [];
  for (const ask of agent.probes) {
    const answers = await Promise.all(
      processes.map(async (process) => ask({ process, title, archive })),
    );
    const found = answers.filter((answer) => answer !== undefined);
    const sightings = found.flatMap((answer) =>
      'id' in answer && ID.test(answer.id) ? [answer] : [],
    );
    const [best] = sightings.toSorted((a, b) => rankOf(a.certainty) - rankOf(b.certainty));
    if (best !== undefined) return doubts.length === 0 ? best : weakened(best, doubts[0] ?? '');
    doubts.push(...found.flatMap((answer) => ('doubt' in answer ? [answer.doubt] : [])));
  }
  return { id: '', certainty: 'guess', via: doubts[0] ?? 'nothing tells its conversation' };
}

/** How far down the list of certainties one stands. */
export function rankOf(certainty: Certainty): number {
  return certainties.indexOf(certainty);
}

/** The same, but no more than a guess. */
export function weakened<S extends Pick<Conversation, 'certainty' | 'via'>>(
  sighting: S,
  reason: string,
): S {
  return { ...sighting, certainty: 'guess', via: `${sighting.via}, but ${reason}` };
}

/** Where the agent keeps its things and finds its programs; nothing else of an environment is kept. */
export function keptVariables(agent: Agent, environment: Environment): Environment {
  const kept = ['HOME', 'PATH', ...agent.variables];
  return new Map([...environment].filter(([name]) => kept.includes(name)));
}

/** One conversation of one agent. */
export function keyOf({ agent, id }: Pick<Conversation, 'agent' | 'id'>): string {
  return `${agent} ${id}`;
}
