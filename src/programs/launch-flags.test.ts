import { expect, test } from 'vitest';
import { agentNamed } from './agents.ts';
import { launchOf } from './launch-flags.ts';

function resumed(line: string): string {
  const argv = line.split(' ');
  const agent = agentNamed(argv.find((word) => agentNamed(word) !== undefined) ?? '');
  if (agent === undefined) throw new Error(`${line} starts no agent`);
  return agent.resume('ID', launchOf(argv, agent.command, agent.flags)).join(' ');
}

test.each([
  ['claude', 'claude --resume ID'],
  ['claude --model opus --verbose', 'claude --model opus --verbose --resume ID'],
  ['claude --model=opus', 'claude --model=opus --resume ID'],
  [
    'claude -r old --dangerously-skip-permissions',
    'claude --dangerously-skip-permissions --resume ID',
  ],
  ['claude --resume=old', 'claude --resume ID'],
  ['claude --continue fix it', 'claude --resume ID'],
  ['claude fix the build', 'claude --resume ID'],
  ['claude -- --model x', 'claude --resume ID'],
  ['claude --fork-session --resume old', 'claude --resume ID'],
  ['claude --unheard-of x --verbose', 'claude --verbose --resume ID'],
  ['claude --unheard-of', 'claude --unheard-of --resume ID'],
  ['opencode -s old --agent plan', 'opencode --agent plan --session ID'],
  ['opencode --prompt hello -m a/b', 'opencode -m a/b --session ID'],
  ['opencode --prompt=hello', 'opencode --session ID'],
  ['codex resume old -m o3', 'codex resume -m o3 ID'],
  ['codex -i shot.png -s read-only', 'codex resume -s read-only ID'],
  ['node codex --search', 'codex resume --search ID'],
  ['copilot --resume=old --allow-all-tools', 'copilot --allow-all-tools --resume=ID'],
])('"%s" is resumed as "%s": flags stay, prompts and old ids go', (line, words) => {
  expect(resumed(line)).toBe(words);
});
