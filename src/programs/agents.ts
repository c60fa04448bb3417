import type { Agent } from './agent.ts';
import { claude } from './claude/agent.ts';
import { codex } from './codex/agent.ts';
import { copilot } from './copilot/agent.ts';
import { gemini } from './gemini/agent.ts';
import { opencode } from './opencode/agent.ts';
import { pi } from './pi/agent.ts';
import { qwen } from './qwen/agent.ts';
import { recordedAgents } from './recorded/agents.ts';

/** Every AI coding program that stet can bring back with its conversation. */
export const agents: readonly Agent[] = [
  opencode,
  claude,
  codex,
  gemini,
  copilot,
  qwen,
  pi,
  ...recordedAgents,
];

/** The agent that a checkpoint names; undefined when this stet does not know it. */
export function agentNamed(name: string): Agent | undefined {
  return agents.find((agent) => agent.name === name);
}
