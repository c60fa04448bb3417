import { expect, test } from 'vitest';
import { needs } from '../hosts/requirements.ts';
import { AgentLab, needsAgents } from './agent-lab.ts';

needs('tmux');

const isWanted = process.env['STET_AGENTS'] === 'all';
if (isWanted) needsAgents('gemini', 'copilot', 'qwen', 'pi');

test.runIf(isWanted).each(['copilot', 'qwen', 'pi', 'gemini'] as const)(
  '%s shows its own conversation again',
  { timeout: 900_000 },
  async (agent) => {
    await using lab = await AgentLab.start();
    const { sandbox } = lab;
    if (agent === 'pi' || agent === 'gemini') await sandbox.stet(['integrate', agent, '--yes']);
    const seats = [await lab.open(agent, 'one'), await lab.open(agent, 'one')];
    const said = new Map(seats.map((seat, at) => [seat, `mark-${at}`] as const));
    for (const [seat, mark] of [...said].toReversed()) await lab.say(seat, mark);
    const listed = await sandbox.ask('agents.list', ['agents']);
    process.stdout.write(
      `${agent}: ${JSON.stringify(listed.map(({ id, certainty, via, policy }) => ({ id, certainty, via, policy })))}\n`,
    );
    await sandbox.save('work');
    await sandbox.killAll();
    const { report } = await sandbox.restore('work');
    expect(listed.map(({ policy }) => policy)).toEqual(['run', 'run']);
    for (const [{ target }, mark] of said) await lab.shows(target, new RegExp(mark));
    expect(report?.failed).toEqual([]);
  },
);
