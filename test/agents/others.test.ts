import { expect, test } from 'vitest';
import { needs } from '../hosts/requirements.ts';
import { AgentLab, needsAgents } from './agent-lab.ts';

needs('tmux');

// Part of "npm run test:agents": their packages are large.
const isWanted = process.env['STET_AGENTS'] === 'all';
if (isWanted) needsAgents('gemini', 'copilot', 'qwen', 'pi');

test.runIf(isWanted).each(['copilot', 'qwen', 'pi', 'gemini'] as const)(
  'of two panes with %s each shows its own conversation again; those that stet run observes through it',
  { timeout: 1_800_000 },
  async (agent) => {
    await using lab = await AgentLab.start();
    const { sandbox } = lab;
    const isObserved = agent === 'pi' || agent === 'gemini';
    const command = isObserved ? sandbox.commandLine('run', agent) : agent;
    const marks = ['mark-first', 'mark-second'];
    const said = new Map<string, string>();
    for (const mark of marks) {
      const seat = await lab.open(agent, 'one', '', command);
      await lab.say(seat, mark);
      said.set(seat.target, mark);
    }
    const listed = await lab.agents((found) => found.every(({ policy }) => policy === 'run'));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(said.size);
    expect(listed.filter(({ via }) => isObserved && via !== 'observer')).toEqual([]);
    await sandbox.save('work');
    await lab.cutPower();
    const { report } = await lab.restore('work');
    expect(report).toMatchObject({ approximated: [], skipped: [], failed: [] });
    for (const [target, mark] of said) {
      const others = marks.filter((other) => other !== mark);
      await lab.showsOnly(`${agent} in ${target}`, target, { mark, others });
    }
  },
);

test.runIf(isWanted)(
  'a chat whose start another gemini has deleted is offered anew, with the reason',
  { timeout: 1_800_000 },
  async () => {
    await using lab = await AgentLab.start();
    const { sandbox } = lab;
    await sandbox.stet(['integrate', 'gemini', '--yes']);
    const first = await lab.open('gemini', 'one');
    await lab.open('gemini', 'one');
    await lab.say(first, 'mark-first');
    await sandbox.save('work');
    await lab.cutPower();
    const { report } = await lab.restore('work');
    expect(report?.approximated.map(({ because }) => because)).toEqual(['CONVERSATION_OFFERED']);
    await lab.shows(first.target, /Enter runs: .*--session-id/);
  },
);
