import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ask } from '../daemon/daemon-world.ts';
import { needs } from '../hosts/requirements.ts';
import { until } from '../hosts/until.ts';
import { World } from './world.ts';

needs('bash', 'zsh', 'fish', 'dash', 'python3', 'node');

let world: World;

beforeAll(async () => {
  world = await World.open();
  const { home, sandbox } = world;
  await writeFile(join(home, '.zshrc'), "PROMPT='$ '\n");
  const fish = join(home, '.config/fish');
  await mkdir(fish, { recursive: true });
  await writeFile(join(fish, 'config.fish'), "function fish_prompt; echo '$ '; end\n");
  await mkdir(join(home, '.local/share/fish/generated_completions'), { recursive: true });
  await mkdir(join(home, '.cache/fish/generated_completions'), { recursive: true });
  Object.assign(sandbox.env, {
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_RUNTIME_DIR: home, // fish leaves a file there
    PS1: '$ ',
  });
});
afterEach(async () => world.clear());
afterAll(async () => world[Symbol.asyncDispose]());

const shells = [
  { shell: 'bash', argv: ['bash'], prompt: '$', sum: 'echo sum-$((40+2))' },
  { shell: 'zsh', argv: ['zsh'], prompt: '$', sum: 'echo sum-$((40+2))' },
  { shell: 'fish', argv: ['fish'], prompt: '$', sum: 'echo sum-(math 40 + 2)' },
  { shell: 'dash', argv: ['dash', '-i'], prompt: '$', sum: 'echo sum-$((40+2))' },
  { shell: 'python', argv: ['python3', '-q'], prompt: '>>>', sum: 'print("sum-%d" % (40+2))' },
  { shell: 'node', argv: ['node', '-i'], prompt: '>', sum: '"sum-" + (40+2)' },
];

test.each(shells)(
  '$shell takes lines, waits at its prompt, and asks nothing in vain',
  async ({ argv, prompt, sum }) => {
    await world.spawn('shell', ...argv);
    await world.see('shell', prompt);
    expect(await world.ask('session.submit', 'submit', '-s', 'shell', sum)).toMatchObject({
      outcome: 'submitted',
    });
    await world.see('shell', 'sum-42');
    await world.see('shell', prompt);
    await world.say('key', '-s', 'shell', 'Ctrl+D');
    await world.say('wait-for', '-s', 'shell', '--exit', '-t', '10000');
    const { unanswered, exit } = await world.status('shell');
    expect({ unanswered, code: exit?.exit_code }).toEqual({ unanswered: [], code: 0 });
  },
);

const long = 'x'.repeat(80);

test.each(shells.slice(0, 4))(
  '$shell: the echo of a command is no match, in rows or lines of its own neither',
  async ({ argv, prompt }) => {
    await world.sandbox.run(['mkfifo', join(world.home, 'gate')]);
    await world.spawn('shell', ...argv);
    await world.see('shell', prompt);
    const many = Array.from({ length: 100 }, (_, at) => `true ${at}`).join('\n');
    const commands = [
      `cat gate; echo ${long} TOKEN`,
      'cat gate\necho TOKEN',
      `cat gate\n${many}\necho TOKEN`,
    ];
    for (const command of commands) {
      await world.say('submit', '-s', 'shell', command);
      const early = await world.stet('wait-for', '-s', 'shell', '-t', '500', 'TOKEN');
      expect({ command, code: early.code }).toEqual({ command, code: 3 });
      await writeFile(join(world.home, 'gate'), '');
      await world.see('shell', 'TOKEN');
      await world.say('wait-for', '-s', 'shell', '--prompt', '-t', '20000');
    }
  },
);

test('what a program prints of what was typed in lines of its own is a match', async () => {
  await world.spawn('shell', 'bash');
  await world.see('shell', '$');
  await world.say('submit', '-s', 'shell', 'cat <<X\nTOKEN\nX');
  expect(await world.stet('wait-for', '-s', 'shell', 'TOKEN')).toMatchObject({ code: 0 });
});

test.each(shells.slice(0, 4))(
  '$shell: exec tells output and exit status',
  async ({ argv, prompt }) => {
    await world.spawn('shell', ...argv);
    await world.see('shell', prompt);
    const failed = await world.ask('session.exec', 'exec', '-s', 'shell', 'echo one; false');
    expect(failed).toMatchObject({ output: 'one\n', exit_code: 1, exitCode: 1 });
    const done = await world.ask('session.exec', 'exec', '-s', 'shell', 'echo two');
    expect(done).toMatchObject({ output: 'two\n', exit_code: 0, exitCode: 0 });
  },
);

test.each(
  shells.slice(0, 4).flatMap(({ shell, argv }) => [
    { shell, argv, command: 'echo )', exit: 'fails' },
    { shell, argv, command: "echo 'half", exit: 'fails' },
    { shell, argv, command: '', exit: 'any' },
    { shell, argv, command: '  ', exit: 'any' },
  ]),
)('$shell: exec says at once that "$command" is no command', async ({ argv, command, exit }) => {
  await world.spawn('shell', ...argv);
  await world.see('shell', '$');
  const client = world.client();
  const target = { session: 'shell', timeoutMs: 20_000 };
  const none = await ask(client, 'session.exec', { ...target, command });
  const hasFailed = none.exit_code > 0 && none.output !== '';
  expect(hasFailed ? 'fails' : 'any').toBe(exit);
  expect(none.duration_ms).toBeLessThan(10_000);
  expect(await ask(client, 'session.exec', { ...target, command: 'echo next' })).toMatchObject({
    output: 'next\n',
    exit_code: 0,
  });
});

test('many lines typed run one by one, and a paste of them is one block', async () => {
  await world.spawnShell('shell');
  await world.say('paste', '-s', 'shell', 'echo first\necho second');
  await until('the shell shows both', async () => {
    return (await world.screen('shell')).includes('echo second');
  });
  expect(await world.screen('shell')).not.toMatch(/^first$/m);
  await world.say('key', '-s', 'shell', 'Enter');
  await world.see('shell', 'second');
  expect(await world.screen('shell')).toMatch(/^first\nsecond$/m);
});
