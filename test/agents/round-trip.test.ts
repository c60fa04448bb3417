import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateDisplay } from '../hosts/private-display.ts';
import { needs } from '../hosts/requirements.ts';
import { needsAgents } from './agent-lab.ts';
import { type HostName, seatsIn } from './hosts-of-agents.ts';
import { type Part, playRound } from './round.ts';

needs('tmux', 'kitty', 'Xvfb');
needsAgents('opencode', 'claude', 'codex');

/** All kinds of trouble in tmux; elsewhere only what a host could do wrong. */
const SEVEN: readonly Part[] = [
  ['opencode'],
  ['claude', '/clear'],
  ['codex'],
  ['opencode', '/new'],
  ['claude'],
  ['codex'],
  ['opencode'],
];
const TWO: readonly Part[] = [
  ['claude', '/clear'],
  ['opencode', '/new'],
];

let display: PrivateDisplay;
beforeAll(async () => {
  display = await PrivateDisplay.start();
});
afterAll(async () => display[Symbol.asyncDispose]());

test.each<readonly [HostName, readonly Part[]]>([
  ['tmux', SEVEN],
  ['kitty', TWO],
  ['sessions', TWO],
])(
  'in %s after kill -9 of everything each agent shows its own conversation again',
  { timeout: 900_000 },
  async (host, parts) => {
    expect(await playRound(seatsIn(host, display), parts, 1)).toBe(parts.length);
  },
);
