import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { World } from './world.ts';

// What a program may write at its worst, through daemon and command, while another session is used.

const MEGABYTE = 1024 * 1024;

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

/** Uses a shell as a person does, until something else is over. At least once. */
async function useMeanwhile(session: string, other: Promise<unknown>): Promise<number> {
  const over = other.then(() => 'over' as const);
  let uses = 0;
  for (let state = 'going on'; state !== 'over'; uses += 1) {
    await world.say('submit', '-s', session, `echo used-$((${uses} + 1000))`);
    await world.see(session, `used-${uses + 1000}`);
    state = await Promise.race([over, Promise.resolve('going on')]);
  }
  return uses;
}

async function showsEverything(session: string): Promise<void> {
  for (const format of ['full', 'compact', 'text', 'ansi', 'html', 'svg', 'png']) {
    const flags = ['snapshot', '-s', session, '--format', format, '--styles', '--elements'];
    expect(await world.stet(...flags)).toMatchObject({ code: 0, stderr: '' });
  }
  expect(await world.stet('status', '-s', session)).toMatchObject({ code: 0 });
  expect(await world.stet('list-sessions')).toMatchObject({ code: 0 });
}

test('a million lines are read to the last one, and another session is used meanwhile', async () => {
  await world.spawnShell('used');
  await world.spawn('flood', 'bash', '-c', 'seq 1 1000000; echo that was all; exec sleep 600');
  const end = world.say('wait-for', '-s', 'flood', '-t', '90000', 'that was all');
  const uses = await useMeanwhile('used', end);
  process.stdout.write(`used ${uses} times beside a million lines\n`);
  const words = ['snapshot', '-s', 'flood', '--scrollback', '-100..'];
  const { scrollback } = await world.ask('session.snapshot', ...words);
  const numbers = (scrollback?.lines ?? []).filter((line) => /^\d+$/.test(line)).map(Number);
  expect(numbers.length).toBeGreaterThan(90);
  expect(numbers).toEqual(numbers.map((_, at) => 1_000_001 - numbers.length + at));
});

/** Random bytes that are the same each time: what fails can be repeated. */
function randomBytes(seed: number): Buffer {
  const bytes = Buffer.alloc(MEGABYTE);
  let state = seed;
  for (let at = 0; at < bytes.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const finals = ascii.slice(0x40, 0x7f);
const between = ascii.slice(0x20, 0x30);
const parameters = [
  '',
  '0',
  '1',
  '5;7',
  '38;2;1;2;3',
  '38:5:9',
  '?1',
  '?1049',
  '>1',
  '<0;1;1',
  '=',
];
const huge = ['99999999999999999999', '65535;65535', '1;'.repeat(200), '-1', '2147483648'];
const strings = ['x', 'y'.repeat(100_000), '\u0001\u0007', 'é日本', ''];
const enders = ['\u0007', '\u001B\\', '\u0018', '\u001A', '\u009C', ''];

/** Every family of control sequences, whole and broken: ESC, CSI, OSC, DCS, APC, PM, SOS and C1. */
function controlSequences(): Buffer {
  const escapes = [...ascii, ...between.flatMap((first) => ascii.map((last) => first + last))];
  const controls = [...parameters, ...huge].flatMap((parameter) =>
    ['', ...between].flatMap((middle) => finals.map((final) => `[${parameter}${middle}${final}`)),
  );
  const commands = Array.from({ length: 200 }, (_, number) => `]${number};`);
  const introducers = [...commands, 'P', 'P1$r', 'Pq', 'P+q', '_G', '_', '^', 'X', ']', ']8;;'];
  const texts = introducers.flatMap((introducer, at) =>
    enders.map((ender) => introducer + (strings[at % strings.length] ?? '') + ender),
  );
  const sequences = [...escapes, ...controls, ...texts].map((rest) => `\u001B${rest}`);
  const eightBit = Array.from({ length: 32 }, (_, at) => Buffer.from([0x80 + at, 0x31, 0x6d]));
  return Buffer.concat([Buffer.from(sequences.join('text ')), ...eightBit]);
}

test.each([
  ['random bytes', randomBytes(1)],
  ['other random bytes', randomBytes(20_261_127)],
  ['every control sequence', controlSequences()],
])('%s do no harm: the session shows what comes after them', async (_, bytes) => {
  const file = join(world.home, 'noise');
  await writeFile(file, bytes);
  await world.spawnShell('used');
  // The answers to what the noise asks are input that nobody wants.
  const script = String.raw`stty raw -echo; cat noise; printf '\e\\\ec\e[2J\e[Hsane again'; exec sleep 600`;
  await world.spawn('noisy', 'bash', '-c', script);
  const end = world.say('wait-for', '-s', 'noisy', '-t', '90000', 'sane again');
  await useMeanwhile('used', end);
  expect(await world.screen('noisy')).toMatch(/^sane again/);
  await showsEverything('noisy');
  await world.say('resize', '-s', 'noisy', '40', '10');
  expect((await world.status('noisy')).size).toEqual({ cols: 40, rows: 10 });
  const output = await world.ask('session.output', 'output', '--ansi', '-s', 'noisy');
  expect(Buffer.from(output.content, 'base64').includes(bytes.subarray(-1000))).toBe(true);
});
