import { chmod, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Sandbox } from '../hosts/sandbox.ts';
import { PrivateTmux } from '../hosts/private-tmux.ts';
import { needs } from '../hosts/requirements.ts';
import { AgentLab, needsAgents } from './agent-lab.ts';
import { World } from './world.ts';

needs('tmux');
needsAgents('opencode');

test('a wrapped program has its words, its terminal and its exit status', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '150');
  const script = 'tty; printf "<%s>" "$@"; exit 7';
  const line = server.sandbox.commandLine('run', 'sh', '-c', script, 'sh', '--help', '-x', 'a b');
  await server.type('work', `${line}; echo "ended with $?"`);
  await server.shows('work', 'ended with 7');
  const lines = await server.lines('work');
  const terminal = await server.ask('work', '#{pane_tty}');
  expect(lines).toContain(terminal);
  expect(lines).toContain('<--help><-x><a b>ended with 7');
});

test('Ctrl-C reaches the program, and a signal that ended it is what its caller sees', async () => {
  await using server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '150');
  await server.type(
    'work',
    `${server.sandbox.commandLine('run', 'sleep', '5000')}; echo "ended with $?"`,
  );
  await server.runs('work', 'node');
  await server.shows('work', 'sleep');
  await server.tmux('send-keys', '-t', 'work', 'C-c');
  await server.prompt('work');
  const ended = await server.sandbox.stet(['run', 'no-such-program']);
  expect(ended.code).toBe(127);
});

test(
  'an observed opencode is known for certain, also after it changed its session',
  { timeout: 600_000 },
  async () => {
    await using lab = await AgentLab.start();
    const { sandbox, server } = lab;
    const wrapper = sandbox.path('home', 'oc');
    await World.script(wrapper, `exec ${sandbox.commandLine('run', 'opencode')} "$@"\n`);
    await chmod(wrapper, 0o755);
    const first = await lab.open('opencode', 'one', '', wrapper);
    await lab.say(first, 'mark-first');
    await lab.enter(first, '/new');
    await lab.isReady(first);
    await lab.say(first, 'mark-second');
    const [listed] = await lab.agents((found) => found[0]?.title.includes('mark-second') === true);
    expect(listed).toMatchObject({ certainty: 'exact-live', via: 'observer', policy: 'run' });
    expect(await server.ask(first.target, '#{@opencode_session}')).toBe(listed?.id);

    await sandbox.save('work');
    await sandbox.killAll();
    const { report } = await sandbox.restore('work');
    expect(report).toMatchObject({ approximated: [], failed: [] });
    await lab.shows(first.target, /mark-second/);
    const [resumed] = await lab.agents((found) => found[0]?.certainty === 'exact-live');
    expect(resumed?.id).toBe(listed?.id);
  },
);

test.each(['opencode', 'codex', 'pi'])(
  'stet integrate %s and --remove leave the files of the user as they were',
  async (name) => {
    await using sandbox = await Sandbox.make();
    const files = [
      ['config/opencode/tui.json', '{\n  // mine\n  "theme": "x", "plugin": [ "./a.js" ]\n}'],
      ['home/.codex/config.toml', 'a = 1\n[tui]\nterminal_title = ["project"]\r\n'],
    ] as const;
    for (const [path, text] of files) await World.script(sandbox.path(path), text);
    const read = async (): Promise<readonly string[]> =>
      Promise.all(files.map(async ([path]) => readFile(sandbox.path(path), 'utf8')));
    expect((await sandbox.stet(['integrate', name, '--yes'])).code).toBe(0);
    const { stdout } = await sandbox.stet(['integrate', name, '--yes']);
    expect(stdout).toContain('Nothing to change');
    expect((await sandbox.stet(['integrate', name, '--remove', '--yes'])).code).toBe(0);
    expect(await read()).toEqual(files.map(([, text]) => text));
  },
);
