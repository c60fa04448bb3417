import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { newStableId } from '../../../src/model/ids.ts';
import type { LaterLines } from '../../../src/sessions/hosted.ts';
import { needs } from '../../hosts/requirements.ts';
import { PrivateHouse } from './private-house.ts';

needs('bash');

const signal = new AbortController().signal;
const older = Array.from({ length: 3_000 }, (_, at) => `\u001B[3${at % 8}molder ${at}\u001B[0m`);
const newer = Array.from({ length: 130 }, (_, at) => `newer ${at}`);
const plain = [...older.map((_, at) => `older ${at}`), ...newer];

/** Lines that come when the test lets them. */
function whenTold(): { readonly above: LaterLines; readonly come: () => void } {
  const told = new EventEmitter();
  const coming = once(told, 'come');
  const read = async (): Promise<readonly string[]> => coming.then(() => older);
  return {
    above: { count: older.length, from: 'the store', read },
    come: () => told.emit('come'),
  };
}

async function restored(house: PrivateHouse, above: LaterLines): Promise<string> {
  const id = newStableId('p', randomBytes);
  await house.sessions.hosted.restoreSession({
    id,
    name: 'back',
    lines: newer,
    above,
    title: '',
    size: { cols: 80, rows: 24 },
    argv: ['bash', '--norc'],
    cwd: house.home,
    env: house.env,
  });
  return id;
}

async function scrollback(house: PrivateHouse): Promise<readonly string[]> {
  const answer = await house.ask('session.snapshot', { scrollback: { from: 0 } });
  return answer.scrollback?.lines ?? [];
}

test('a restored session shows its screen and obeys before its older lines are there', async () => {
  await using house = await PrivateHouse.make();
  const { above, come } = whenTold();
  const id = await restored(house, above);
  let isRead = false;
  const reading = house.sessions.hosted.contents(id, 0, { signal }).then((contents) => {
    isRead = true;
    return contents;
  });
  expect(await house.screen()).toContain('newer 129');
  await house.ask('session.exec', { command: 'echo o""beyed' });
  expect(await house.screen()).toContain('obeyed');
  expect(isRead).toBe(false);
  expect((await house.sessions.hosted.sessions())[0]?.firstLine).toBe(0);
  come();
  const { firstLine, above: lines } = await reading;
  expect(firstLine).toBe(0);
  expect(lines.slice(0, 3_130)).toEqual([...older, ...newer]);
  expect(lines.some((line) => line.includes('obeyed'))).toBe(true);
  expect((await scrollback(house)).slice(0, 3_130)).toEqual(plain);
});

test('whoever saves is told that a session came back, which is saved already', async () => {
  await using house = await PrivateHouse.make();
  const told: string[] = [];
  const stop = house.sessions.onChange(({ kind }) => told.push(kind));
  await restored(house, whenTold().above);
  house.sessions.hosted.arrange(house.sessions.hosted.arrangement);
  stop();
  expect(told).toContain('restored');
  expect(told).not.toContain('structure');
});

test('older lines that came are there after a crash, in front of what was printed meanwhile', async () => {
  await using house = await PrivateHouse.make();
  const { above, come } = whenTold();
  await restored(house, above);
  await house.ask('session.exec', { command: 'seq 20000' });
  come();
  const before = await scrollback(house);
  expect(before.slice(0, 3_130)).toEqual(plain);
  expect(before).toContain('20000');
  await house.crash();
  expect(await scrollback(house)).toEqual(before);
});

test('what a session awaits when the daemon crashes is brought by the next one', async () => {
  await using house = await PrivateHouse.make();
  const asked: string[] = [];
  house.readAwaited = async (from) => {
    asked.push(from);
    return older;
  };
  await restored(house, whenTold().above);
  await house.ask('session.exec', { command: 'seq 20000' });
  await house.crash();
  const lines = await scrollback(house);
  expect(lines.slice(0, 3_130)).toEqual(plain);
  expect(lines).toContain('20000');
  expect(asked).toEqual(['the store']);
});

async function gone(): Promise<never> {
  throw new Error('gone');
}

test('lines that cannot be read any more are lost, and a line says so', async () => {
  await using house = await PrivateHouse.make();
  await restored(house, { count: older.length, from: '', read: gone });
  expect((await scrollback(house)).slice(0, 2)).toEqual(['[3000 lines lost]', 'newer 0']);
});

test('a history that is cleared meanwhile stays empty', async () => {
  await using house = await PrivateHouse.make();
  const { above, come } = whenTold();
  await restored(house, above);
  await house.ask('session.exec', {
    command: String.raw`printf '\033[H\033[2J\033[3J'; echo clear""ed`,
  });
  come();
  const lines = await scrollback(house);
  expect(lines.some((line) => line.includes('older'))).toBe(false);
  expect(lines.join('\n')).toContain('cleared');
});
