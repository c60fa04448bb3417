import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../hosts/until.ts';
import { STET, World } from './world.ts';

// A person's terminal is a session too: of another world, in which "stet attach" runs.

let world: World;
let person: World;

beforeAll(async () => {
  world = await World.open();
  person = await World.open();
  const socket = world.sandbox.path('socket');
  await person.program('stet', `STET_SOCKET_DIR='${socket}' exec '${STET}' "$@"`);
});
afterEach(async () => {
  await person.clear();
  await world.clear();
});
afterAll(async () => {
  // a daemon that an attached person started has the marks of the person's world
  await world[Symbol.asyncDispose]();
  await person[Symbol.asyncDispose]();
});

const DETACH = [String.raw`Ctrl+\ `.trim(), 'd'];

/** Sits down at a terminal with a shell, and types a command there. */
async function sitDown(command: string): Promise<void> {
  await person.spawnShell('seat');
  await person.say('submit', '-s', 'seat', command);
}

async function attached(session: string, count: number): Promise<void> {
  await until(
    `${count} look at ${session}`,
    async () => (await world.status(session)).attached === count,
  );
}

test('a person sees the session, works in it, and lets go with Ctrl+\\ and d', async () => {
  await world.spawnShell('work');
  await world.say('submit', '-s', 'work', 'echo was-here-$((1+1))');
  await world.see('work', 'was-here-2');
  await sitDown('stet attach work');
  await person.see('seat', 'was-here-2');
  await person.say('submit', '-s', 'seat', 'echo typed-$((20+2))');
  await world.see('work', 'typed-22');
  await person.see('seat', 'typed-22');
  await person.say('key', '-s', 'seat', ...DETACH);
  await person.see('seat', 'work: detached; it runs on');
  await person.see('seat', '$');
  await attached('work', 0);
  expect(await world.names()).toEqual(['work']);
});

test('whatever the program switched on, the person’s terminal is as it was', async () => {
  const modes = String.raw`stty raw -echo
    printf '\e[?1049h\e[?1003h\e[?1006h\e[?2004h\e[?1h\e[?25l\e[>1u\e[31mfull screen\e[5;10r'; exec cat`;
  await world.spawn('wild', 'bash', '-c', modes);
  await world.see('wild', 'full screen');
  await sitDown('stet attach wild; stty -a | grep -o -- "-*\\(icanon\\|echo\\) "');
  await person.see('seat', 'full screen');
  expect((await person.status('seat')).modes).toContain('alternate-screen');
  await person.say('key', '-s', 'seat', ...DETACH);
  await person.see('seat', 'icanon');
  expect(await person.screen('seat')).not.toContain('-icanon');
  expect(await person.screen('seat')).not.toContain('-echo');
  const { modes: left } = await person.status('seat');
  expect(left.filter((mode) => mode !== 'bracketed-paste')).toEqual([]);
  const { cursor } = await person.ask('session.snapshot', 'snapshot', '-s', 'seat');
  expect(cursor.visible).toBe(true);
});

test('the session takes the size of the terminal, also when that changes', async () => {
  await world.spawnShell('work');
  await person.ask('session.spawn', 'spawn', '-n', 'seat', '--size', '90x20', '--', 'bash');
  await person.see('seat', '$');
  await person.say('submit', '-s', 'seat', 'stet attach work');
  await attached('work', 1);
  expect((await world.status('work')).size).toEqual({ cols: 90, rows: 20 });
  await person.say('resize', '-s', 'seat', '100x30');
  await until('the session has followed', async () => {
    const { size } = await world.status('work');
    return size.cols === 100 && size.rows === 30;
  });
  expect((await world.status('work')).attached).toBe(1);
});

test('who only watches changes nothing', async () => {
  await world.spawnShell('work');
  await person.ask('session.spawn', 'spawn', '-n', 'seat', '--size', '100x30', '--', 'bash');
  await person.see('seat', '$');
  await person.say('submit', '-s', 'seat', 'stet attach work --watch');
  await attached('work', 1);
  await person.say('type', '-s', 'seat', 'echo nobody hears');
  await world.say('submit', '-s', 'work', 'echo shown-$((3+4))');
  await person.see('seat', 'shown-7');
  expect(await world.screen('work')).not.toContain('nobody');
  expect((await world.status('work')).size).toEqual({ cols: 80, rows: 24 });
  await person.say('key', '-s', 'seat', ...DETACH);
  await person.see('seat', 'detached');
  await attached('work', 0);
});

test('the end of the program ends it, and says how', async () => {
  await world.spawn('short', 'bash', '-c', 'read -r; exit 3');
  await sitDown('stet attach short');
  await attached('short', 1);
  await person.say('key', '-s', 'seat', 'Enter');
  await person.see('seat', 'short: exited with 3');
  expect(await world.names()).toEqual([]);
});

test('other keys can let go, and those of a program with kitty’s keyboard do', async () => {
  const script = String.raw`stty raw -echo; printf '\e[>1uready'; exec cat`;
  await world.spawn('work', 'bash', '-c', script);
  await sitDown("stet attach work --detach-keys 'ctrl+p ctrl+q'");
  await person.see('seat', 'ready');
  expect((await person.status('seat')).modes).toContain('kitty-keyboard');
  await person.say('key', '-s', 'seat', 'Ctrl+p', 'Ctrl+q');
  await person.see('seat', 'work: detached');
  await attached('work', 0);
});

test('a signal that ends the command gives the terminal back', async () => {
  await world.spawn('work', 'bash', '-c', String.raw`printf '\e[?1049hfull'; exec cat`);
  await sitDown('stet attach work; stty -a | grep -o -- "-*icanon "');
  await person.see('seat', 'full');
  const commands = (await person.processes()).filter(({ argv }) => argv.includes('attach work'));
  expect(commands).toHaveLength(1);
  for (const { pid } of commands) process.kill(pid, 'SIGTERM');
  await person.see('seat', 'icanon');
  expect(await person.screen('seat')).not.toContain('-icanon');
  expect((await person.status('seat')).modes).not.toContain('alternate-screen');
});

test('a daemon that is killed is waited for, and the person goes on typing', async () => {
  await world.spawnShell('work');
  await sitDown('stet attach work');
  await attached('work', 1);
  await world.killDaemon();
  await attached('work', 1);
  await person.say('submit', '-s', 'seat', 'echo still-$((40+4))');
  await world.see('work', 'still-44');
  await person.see('seat', 'still-44');
  expect(await world.names()).toEqual(['work']);
});

test('a session is not shown inside itself, and nothing is attached to a pipe', async () => {
  await world.spawnShell('work');
  await world.say('submit', '-s', 'work', `'${STET}' attach work`);
  await world.see('work', 'Cannot show "work" inside itself');
  expect(await world.refusal('attach', 'work')).toMatchObject({ code: 'USAGE', exitCode: 2 });
  expect((await world.status('work')).attached).toBe(0);
});
