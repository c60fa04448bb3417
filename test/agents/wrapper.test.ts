import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

const LATIN_1 = Buffer.from('# gr\xfc\xdfe\n', 'latin1');

test.each(['kitty', 'opencode', 'codex', 'gemini', 'pi'])(
  'stet integrate %s and --remove leave the files of the user as they were, to the byte',
  async (name) => {
    await using sandbox = await Sandbox.make();
    const files = [
      ['config/kitty/kitty.conf', Buffer.concat([LATIN_1, Buffer.from('font_size 11')])],
      ['config/opencode/tui.json', '{\n  // mine\n  "theme": "x", "plugin": [ "./a.js" ]\n}'],
      ['home/.codex/config.toml', 'a = 1\n[tui]\nterminal_title = [\n"project",\n]\r\n'],
      ['home/.gemini/extensions/mine/gemini-extension.json', '{}'],
      ['home/.pi/agent/extensions/mine.js', 'export default () => {};\n'],
    ] as const;
    for (const [path, data] of files) {
      await mkdir(dirname(sandbox.path(path)), { recursive: true });
      await writeFile(sandbox.path(path), data);
    }
    const read = async (): Promise<readonly string[]> => {
      const names = await readdir(sandbox.folder, { recursive: true, withFileTypes: true });
      const paths = names
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => !path.startsWith(sandbox.path('home/.cache/stet/code')));
      const told = await Promise.all(
        paths.map(async (path) => `${path} ${await readFile(path, 'latin1')}`),
      );
      return told.toSorted();
    };
    const before = await read();
    expect((await sandbox.stet(['integrate', name, '--yes'])).code).toBe(0);
    expect(await read()).not.toEqual(before);
    const { stdout } = await sandbox.stet(['integrate', name, '--yes']);
    expect(stdout).toContain('Nothing to change');
    expect((await sandbox.stet(['integrate', name, '--remove', '--yes'])).code).toBe(0);
    expect(await read()).toEqual(before);
  },
);

test.each([
  ['pi', 'home/.pi/agent/extensions/stet-observer.js'],
  ['gemini', 'home/.gemini/extensions/stet-observer/.gemini-extension-install.json'],
])(
  'stet integrate %s neither replaces nor removes a file that the user wrote',
  async (name, path) => {
    await using sandbox = await Sandbox.make();
    await World.script(sandbox.path(path), '// mine\n');
    const refusal = await sandbox.refusal(['integrate', name, '--yes']);
    expect(refusal.code).toBe('CONFIG_INVALID');
    expect(refusal.message).toContain(path);
    const { stdout } = await sandbox.stet(['integrate', name, '--remove', '--yes']);
    expect(stdout).toContain('Nothing to change');
    expect(await readFile(sandbox.path(path), 'utf8')).toBe('// mine\n');
  },
);

test('settings of opencode that the environment names stay in force beside the observer', async () => {
  await using sandbox = await Sandbox.make();
  const own = sandbox.path('home', 'mine.jsonc');
  await World.script(
    own,
    '{ "theme": "x", /* mine */ "plugin": ["./a.js", ["../b.js", { "c": 1 }], "d"] }',
  );
  const program = sandbox.path('home', 'opencode');
  await World.script(program, '#!/bin/sh\ncat "$OPENCODE_TUI_CONFIG"\n');
  await chmod(program, 0o755);
  const { stdout } = await sandbox.stet(['run', program], { OPENCODE_TUI_CONFIG: own });
  expect(JSON.parse(stdout)).toEqual({
    theme: 'x',
    plugin: [
      expect.stringMatching(/\/share\/opencode\/stet-observer\.js$/),
      sandbox.path('home', 'a.js'),
      [sandbox.path('b.js'), { c: 1 }],
      'd',
    ],
  });
});
