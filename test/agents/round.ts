import { expect } from 'vitest';
import { until } from '../hosts/until.ts';
import type { AgentName } from './agent-home.ts';
import { AgentLab, type AgentSeat, type MakeSeats } from './agent-lab.ts';

/** What a person does in an agent after the first answer, besides nothing. */
type Deed = '/clear' | '/new' | 'switch';

/** An agent, and how it comes to show another conversation than its first. */
export type Part = readonly [agent: AgentName, deed?: Deed];

/** Those of which nothing tells without an observer. */
const OBSERVED: readonly AgentName[] = ['gemini', 'pi'];
const SWITCH_TIMEOUT_MS = 300_000;
/** Time for a dialog to take what was typed into it. */
const DIALOG_TIMEOUT_MS = 20_000;

/**
 * Starts the agents in one directory, gives each a conversation, switches some to others, saves,
 * kills everything, restores, and looks: each must show its own conversation and no other's.
 * @returns how many did
 */
export async function playRound(
  makeSeats: MakeSeats,
  parts: readonly Part[],
  round: number,
): Promise<number> {
  await using lab = await AgentLab.start(makeSeats);
  const { sandbox } = lab;
  for (const name of OBSERVED.filter((own) => parts.some(([agent]) => agent === own))) {
    await sandbox.stet(['integrate', name, '--yes']);
  }
  const cast = await takeSeats(lab, parts, round);
  for (const { seat, mark } of cast.toReversed()) await lab.say(seat, mark);
  const shown = await turn(lab, cast);
  const marks = cast.flatMap(({ mark, next }) => [mark, next]);

  const listed = await lab.agents(
    (found) =>
      found.length === parts.length &&
      new Set(found.map(({ id }) => id)).size === parts.length &&
      found.every(({ policy }) => policy === 'run'),
  );
  expect(listed.map(({ agent }) => agent).toSorted()).toEqual(
    parts.map(([agent]) => agent).toSorted(),
  );
  await sandbox.save('work');
  await lab.cutPower();

  const { report } = await lab.restore('work');
  for (const [{ agent, target }, mark] of shown) {
    const others = marks.filter((other) => other !== mark);
    await lab.showsOnly(`${agent} in ${target}`, target, { mark, others });
  }
  expect(report).toMatchObject({ approximated: [], skipped: [], failed: [] });
  return shown.size;
}

interface Actor {
  readonly seat: AgentSeat;
  readonly deed: Deed | undefined;
  readonly mark: string;
  readonly next: string;
}

async function takeSeats(
  lab: AgentLab,
  parts: readonly Part[],
  round: number,
): Promise<readonly Actor[]> {
  const cast: Actor[] = [];
  for (const [at, [agent, deed]] of parts.entries()) {
    const letter = 'abcdefghijklmnop'[at] ?? '';
    const seat = await lab.open(agent, 'one');
    cast.push({ seat, deed, mark: `mark-${round}-${letter}`, next: `next-${round}-${letter}` });
  }
  return cast;
}

/** Does what is to be done, and tells what each seat shows then. */
async function turn(
  lab: AgentLab,
  cast: readonly Actor[],
): Promise<ReadonlyMap<AgentSeat, string>> {
  const shown = new Map(cast.map(({ seat, mark }) => [seat, mark] as const));
  for (const { seat, deed, next } of cast) {
    if (deed === undefined || deed === 'switch') continue;
    await lab.enter(seat, deed);
    await lab.isReady(seat);
    await lab.say(seat, next);
    shown.set(seat, next);
  }
  const left = cast.find(({ seat, deed }) => seat.agent === 'opencode' && deed === '/new');
  for (const { seat, deed, mark } of cast) {
    if (deed !== 'switch' || left === undefined) continue;
    const listed = cast.filter(({ seat: { agent } }) => agent === 'opencode');
    const others = listed.flatMap((actor) => [actor.mark, actor.next]);
    const passedOver = others.filter((other) => other !== mark && other !== left.mark);
    await switchTo(lab, seat, { from: mark, to: left.mark, passedOver });
    shown.set(seat, left.mark);
  }
  return shown;
}

/** Chooses another session in opencode's list, without a prompt: no event tells of it. */
async function switchTo(
  lab: AgentLab,
  seat: AgentSeat,
  {
    from,
    to,
    passedOver,
  }: { readonly from: string; readonly to: string; readonly passedOver: readonly string[] },
): Promise<void> {
  const screen = async (): Promise<string> => lab.screen(seat.target);
  const isThere = async (): Promise<boolean> => {
    const text = await screen();
    return text.includes(`FAKE: ${to}`) && !text.includes(from);
  };
  // Enter chooses the first of the list, which narrows a moment after it was told how.
  const isNarrow = (text: string): boolean =>
    text.includes(to) && !passedOver.some((other) => text.includes(other));
  await until(
    `${seat.target} shows ${to}`,
    async () => {
      await lab.enter(seat, '/sessions');
      await lab.shows(seat.target, /Sessions/);
      await lab.enter(seat, to, isNarrow);
      return until('it has switched', isThere, DIALOG_TIMEOUT_MS).catch(() => false);
    },
    SWITCH_TIMEOUT_MS,
  );
}
