import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateDisplay } from '../hosts/private-display.ts';
import { needs } from '../hosts/requirements.ts';
import { needsAgents } from './agent-lab.ts';
import { type HostName, seatsIn } from './hosts-of-agents.ts';
import { type Part, playRound } from './round.ts';

// All agents, ten times: "npm run test:agents". In CI a smaller form runs, round-trip.test.ts.
const isWanted = process.env['STET_AGENTS'] === 'all';
const ROUNDS = Number(process.env['STET_AGENT_ROUNDS'] ?? '10');

needs('tmux', 'kitty', 'Xvfb');
if (isWanted) needsAgents('opencode', 'claude', 'codex', 'gemini', 'copilot', 'qwen', 'pi');

/** In which host a round is played. */
const HOSTS: readonly HostName[] = [
  'tmux',
  'kitty',
  'sessions',
  'nested',
  'tmux',
  'sessions',
  'tmux',
  'tmux',
  'tmux',
  'tmux',
];

const PARTS: readonly Part[] = [
  ['opencode'],
  ['claude', '/clear'],
  ['codex', '/new'],
  ['opencode', '/new'],
  ['claude'],
  ['codex'],
  ['opencode', 'switch'],
  ['gemini'],
  ['copilot'],
  ['qwen'],
  ['pi'],
];

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

const rounds = Array.from({ length: ROUNDS }, (_, at) => ({
  round: at + 1,
  host: HOSTS[at % HOSTS.length] ?? 'tmux',
}));

test.runIf(isWanted).each(rounds)(
  'round $round, in $host: after kill -9 of everything each of eleven agents shows its own conversation',
  { timeout: 3_600_000 },
  async ({ round, host }) => {
    const began = performance.now();
    const seconds = (): string => ((performance.now() - began) / 1_000).toFixed(0);
    const say = (text: string): boolean =>
      process.stdout.write(`round ${round} of ${ROUNDS}, ${host}: ${text} (${seconds()} s)\n`);
    const count = await playRound(seatsIn(host, display), PARTS, round).catch((failure) => {
      say('failed');
      throw failure;
    });
    say(`${count} of ${PARTS.length} show their own conversation`);
    expect(count).toBe(PARTS.length);
  },
);
