import { expect, test } from 'vitest';
import { needs } from '../hosts/requirements.ts';
import { AgentLab, type AgentSeat, needsAgents } from './agent-lab.ts';

needs('tmux');
needsAgents('opencode', 'claude', 'codex');

const ROUNDS = Number(process.env['STET_AGENT_ROUNDS'] ?? '1');

test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  'after kill -9 of everything each agent shows its own conversation again (round %i)',
  { timeout: 600_000 },
  async (round) => {
    await using lab = await AgentLab.start();
    const seats: readonly AgentSeat[] = [
      await lab.open('opencode', 'one'),
      await lab.open('claude', 'two'),
      await lab.open('codex', 'two'),
      await lab.open('opencode', 'one'),
      await lab.open('claude', 'two'),
      await lab.open('codex', 'two'),
      await lab.open('opencode', 'one'),
    ];
    const said = new Map<AgentSeat, string>(seats.map((seat, at) => [seat, `mark-${round}-${at}`]));
    for (const [seat, mark] of [...said].toReversed()) await lab.say(seat, mark);
    for (const [seat, command] of [
      [seats[1], '/clear'],
      [seats[3], '/new'],
    ] as const) {
      if (seat === undefined) throw new Error('There is no such seat');
      await lab.enter(seat, command);
      await lab.isReady(seat);
      said.set(seat, `after-${command.slice(1)}-${round}`);
      await lab.say(seat, `after-${command.slice(1)}-${round}`);
    }
    const { sandbox, server } = lab;
    const listed = await sandbox.ask('agents.list', ['agents']);
    expect(listed.map(({ agent }) => agent)).toEqual(seats.map(({ agent }) => agent));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(seats.length);
    expect(listed.filter(({ policy }) => policy !== 'run')).toEqual([]);
    await sandbox.save('work');
    await sandbox.killAll();

    const { report } = await sandbox.restore('work');
    expect(await server.listing()).toHaveLength(seats.length);
    for (const [{ target }, mark] of said) {
      await lab.shows(target, new RegExp(mark));
      const screen = await lab.screen(target);
      const others = [...said.values()].filter((other) => other !== mark);
      expect(others.filter((other) => screen.includes(other))).toEqual([]);
    }
    expect(report).toMatchObject({ approximated: [], skipped: [], failed: [] });
  },
);
