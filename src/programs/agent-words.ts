import type { Conversation } from '../model/checkpoint.ts';
import type { Environment } from './agent.ts';
import { agentNamed, agents } from './agents.ts';
import type { Archive } from './archive.ts';
import type { SeenAgent } from './see-agent.ts';
import { keptVariables, sight, weakened } from './see-agent.ts';

/**
 * The conversation that an agent's words name before anybody has started it; undefined when they
 * start no agent. It is a guess: whoever wrote them may have meant another day.
 */
export async function agentInWords(
  words: readonly string[],
  cwd: string,
  archive: Archive,
): Promise<SeenAgent | undefined> {
  const { argv, assigned } = withoutAssignments(words);
  const environment = new Map([...ownEnvironment(), ...assigned]);
  const epoch = { bootId: '', pid: NOBODY, startTime: 0 };
  const process = { epoch, ageMs: 0, argv, executable: '', cwd, environment };
  const agent = agents.find((candidate) => candidate.detect(process));
  if (agent === undefined) return undefined;
  const sighting = await sight(agent, { processes: [process], title: '', archive });
  const conversation: Conversation = {
    agent: agent.name,
    ...weakened(sighting, 'nobody has started it'),
    isStored: sighting.id !== '',
    environment: Object.fromEntries(keptVariables(agent, environment)),
  };
  return { conversation, argv, cwd };
}

/** Above every pid that Linux gives. */
const NOBODY = 4_194_305;

/** What a restore puts in front of an agent that has a home of its own: `/usr/bin/env A=B …`. */
function withoutAssignments(words: readonly string[]): {
  readonly argv: readonly string[];
  readonly assigned: Environment;
} {
  if (!/(^|\/)env$/.test(words[0] ?? '')) return { argv: words, assigned: new Map() };
  const start = words.findIndex((word, at) => at > 0 && !/^\w+=/.test(word));
  const pairs = words.slice(1, start === -1 ? words.length : start).map((word) => {
    const at = word.indexOf('=');
    return [word.slice(0, at), word.slice(at + 1)] as const;
  });
  return { argv: start === -1 ? [] : words.slice(start), assigned: new Map(pairs) };
}

function ownEnvironment(): Environment {
  return new Map(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
}

/**
 * Words as they resume a conversation in any shell of this user: with the variables that say
 * where the agent keeps its things in front.
 */
export function exactWords(
  { agent, environment }: Pick<Conversation, 'agent' | 'environment'>,
  argv: readonly string[],
): readonly string[] {
  const assigned = (agentNamed(agent)?.variables ?? []).flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return assigned.length === 0 ? argv : ['env', ...assigned, ...argv];
}
