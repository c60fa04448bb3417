import type { Launch } from '../backends/backend.ts';
import type { Pane, Problem } from '../model/checkpoint.ts';
import { findExecutable, nearestDirectory } from '../os/nearest-directory.ts';
import { Archive } from '../programs/archive.ts';
import { panePolicyOf } from '../programs/pane-policy.ts';
import { type AgentResume, resumeAgent } from '../programs/resume-agent.ts';
import { keyOf } from '../programs/see-agent.ts';
import type { EngineOptions } from './context.ts';
import { programMissing, programNotRun } from './launch-problems.ts';
import { measureWords } from './measure-words.ts';
import type { PlannedLaunch } from './planned-launch.ts';

interface AgentRequest {
  readonly pane: Pane;
  readonly shell: readonly string[];
  readonly policy: EngineOptions;
  readonly taken: ReadonlySet<string>;
  readonly ageMs: number;
  readonly now: number;
}

/** How a pane comes back in which an agent was; undefined when it had none that stet knows. */
export async function agentLaunch(
  id: string,
  request: AgentRequest,
): Promise<Omit<PlannedLaunch, 'cwd'> | undefined> {
  const { pane, shell, policy } = request;
  const { conversation, program } = pane;
  if (conversation === undefined || program === undefined) return undefined;
  const wanted = program.cwd ?? pane.cwd.path;
  const cwd = await nearestDirectory(wanted);
  const key = keyOf(conversation);
  const decided = await resumeAgent(
    {
      conversation,
      argv: program.argv,
      cwd,
      missingDirectory: cwd === wanted ? undefined : wanted,
      panePolicy: panePolicyOf(pane),
      isTaken: conversation.id !== '' && request.taken.has(key),
      ageMs: request.ageMs,
      archive: new Archive(),
    },
    policy,
  );
  if (decided === undefined) return undefined;
  const onlyShell: Launch = { kind: 'shell', shell };
  const measure = measureWords(decided.measure, request.now);
  const notices = noticesOf(id, pane, { ...decided, measure });
  if (decided.policy === 'shell' || decided.policy === 'never') {
    return { launch: onlyShell, notices };
  }
  const argv = await startable(decided.argv, conversation.environment);
  if (argv === undefined) {
    return { launch: onlyShell, notices: [programMissing(id, decided.argv)] };
  }
  const agent = { key, measure, kept: decided.kept };
  if (decided.policy === 'prompt') {
    const remark = [decided.rule, measure].filter((text) => text !== '').join('; ');
    return { launch: { kind: 'prompt', shell, argv, cwd, remark }, notices, agent };
  }
  // Without a shell too it must wait for its turn, and be there to try again when it fails.
  const own = pane.shell.length === 0 ? [] : shell;
  return {
    launch: { kind: 'run', shell: own, argv, cwd, isRetried: true },
    notices,
    agent,
  };
}

/**
 * The words with the command's path and, in front, what its environment must have: the agent's
 * own folders and the PATH that it was found on.
 */
async function startable(
  [command = '', ...words]: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<readonly string[] | undefined> {
  const path = environment['PATH'] ?? '';
  const found =
    (await findExecutable(command, path)) ??
    (await findExecutable(command, process.env['PATH'] ?? '')) ??
    (await findExecutable(command.slice(command.lastIndexOf('/') + 1), path));
  if (found === undefined) return undefined;
  const assigned = Object.entries(environment)
    .filter(([name, value]) => process.env[name] !== value)
    .map(([name, value]) => `${name}=${value}`);
  return assigned.length === 0 ? [found, ...words] : ['/usr/bin/env', ...assigned, found, ...words];
}

type NoticedResume = Pick<AgentResume, 'because' | 'rule' | 'argv'> & { readonly measure: string };

function noticesOf(
  subject: string,
  { conversation, program }: Pane,
  { because, rule, argv, measure }: NoticedResume,
): readonly Problem[] {
  if (because === undefined) return [];
  const agent = conversation?.agent ?? '';
  const fix = `Run it in the pane: ${argv.join(' ')}`;
  switch (because) {
    case 'PROGRAM_NOT_RUN':
      return [{ ...programNotRun(subject, program?.argv.join(' ') ?? '', { rule }), fix }];
    case 'CONVERSATION_OFFERED':
      return [
        {
          code: because,
          subject,
          message: `${agent} waits for Enter (${rule})${measure === '' ? '' : `; ${measure}`}`,
          fix: `Press Enter in the pane to run: ${argv.join(' ')}`,
        },
      ];
    case 'CONVERSATION_MISSING':
      return [
        {
          code: because,
          subject,
          message: `The conversation ${conversation?.id ?? ''} of ${agent} is gone; a new one begins`,
          fix: `Look for copies that stet made in its folder, under "transcripts/${agent}"`,
        },
      ];
  }
}
