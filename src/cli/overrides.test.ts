import { expect, test } from 'vitest';
import * as z from 'zod';
import { flagOf, optionNames, options, variableOf } from '../protocol/options.ts';
import { Setting } from '../protocol/answers.ts';
import { runStet, type Scene } from './testing/run-stet.ts';

const SettingsJson = z.object({ settings: z.array(Setting) });

/** What "stet config" says of one setting when these words and variables are given. */
async function settingOf(
  name: string,
  argv: readonly string[],
  scene: Scene = {},
): Promise<Setting> {
  const { stdout, stderr } = await runStet(['config', '--json', ...argv], scene);
  expect(stderr).toBe('');
  const { settings } = SettingsJson.parse(JSON.parse(stdout));
  const found = settings.find((setting) => setting.name === name);
  if (found === undefined) throw new Error(`There is a setting ${name}`);
  return found;
}

test('a flag sets its setting and is named as the origin', async () => {
  expect(await settingOf('max_scrollback_lines', ['--lines', '7'])).toMatchObject({
    value: 7,
    origin: 'flag',
    detail: '--lines',
  });
  expect(await settingOf('save_scrollback', ['--scrollback=full'])).toMatchObject({
    value: 'full',
    detail: '--scrollback',
  });
});

test('a boolean has two flags and the last one counts', async () => {
  expect(await settingOf('auto_save', ['--no-auto-save'])).toMatchObject({
    value: false,
    detail: '--no-auto-save',
  });
  expect(await settingOf('auto_save', ['--no-auto-save', '--auto-save'])).toMatchObject({
    value: true,
    detail: '--auto-save',
  });
});

test('a list flag that is given twice adds up', async () => {
  const argv = ['--tmux-sockets', '/a', '--tmux-sockets', '/b,/c'];
  expect((await settingOf('tmux_sockets', argv)).value).toEqual(['/a', '/b', '/c']);
  expect((await settingOf('never_programs', ['--never-programs='])).value).toEqual([]);
});

test('a variable sets its setting, a flag wins over it, and an unknown variable is ignored', async () => {
  const env = { STET_MAX_SCROLLBACK_LINES: '5', STET_SOCKET_DIR: '/x', STET_AUTO_SAVE: 'no' };
  expect(await settingOf('max_scrollback_lines', [], { env })).toMatchObject({
    value: 5,
    origin: 'environment',
    detail: 'STET_MAX_SCROLLBACK_LINES',
  });
  expect(await settingOf('max_scrollback_lines', ['--lines=6'], { env })).toMatchObject({
    value: 6,
    origin: 'flag',
  });
  expect((await settingOf('auto_save', [], { env })).value).toBe(false);
});

test.each(optionNames)(
  '%s can be set by its flag and by its variable on every command',
  async (name) => {
    const spec = options[name];
    const value = String(spec.default);
    const flags = spec.type === 'boolean' ? [`--${flagOf(name)}`] : [`--${flagOf(name)}=${value}`];
    expect((await settingOf(name, flags)).origin).toBe('flag');
    expect((await settingOf(name, [], { env: { [variableOf(name)]: value } })).origin).toBe(
      'environment',
    );
    expect(await runStet(['list', ...flags])).toMatchObject({ exitCode: 0 });
  },
);

test('a value that the table does not allow is refused with the flag that gave it', async () => {
  const { exitCode, stderr } = await runStet(['config', '--lines', 'many']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('"many" for max_scrollback_lines (--lines)');
});
