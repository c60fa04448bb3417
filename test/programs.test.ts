import { chmod, copyFile, mkdir, readFile, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PrivateTmux } from './hosts/private-tmux.ts';
import { needs } from './hosts/requirements.ts';
import { until } from './hosts/until.ts';

needs('tmux', 'vim', 'python3');

const WAIT = "python3 -c 'import time; time.sleep(5000)' 'a b' '$HOME'";
const WAITING = ['python3', '-c', 'import time; time.sleep(5000)', 'a b', '$HOME'];

/** Saves a server with one pane in which a program runs, and kills it. */
async function savedProgram(line: string, program: string): Promise<PrivateTmux> {
  const server = await PrivateTmux.start();
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '120', '-y', '30');
  await server.type('work', 'echo printed-before');
  await server.shows('work', 'printed-before');
  await server.type('work', line);
  await server.runs('work', program);
  await server.sandbox.save('work');
  await server.kill();
  return server;
}

async function copyOf(server: PrivateTmux, program: string, name: string): Promise<string> {
  const folder = server.sandbox.path('bin');
  await mkdir(folder, { recursive: true });
  await copyFile(program, join(folder, name));
  await chmod(join(folder, name), 0o755);
  return join(folder, name);
}

async function isFullScreen(server: PrivateTmux, target: string): Promise<boolean> {
  return (await server.ask(target, '#{alternate_on}')) === '1';
}

test('a directory that is gone gives way to its nearest parent, and the report says so', async () => {
  await using server = await PrivateTmux.start();
  const gone = server.sandbox.path('home', 'a', 'b', 'c');
  await mkdir(gone, { recursive: true });
  await server.tmux('new-session', '-d', '-s', 'work', '-c', gone);
  await server.prompt('work');
  await server.sandbox.save('work');
  await server.kill();
  await rmdir(gone);
  await rmdir(join(gone, '..'));

  const { report, exit } = await server.sandbox.restore('work');
  const parent = server.sandbox.path('home', 'a');
  expect(await server.ask('work', '#{pane_current_path}')).toBe(parent);
  expect(exit).toBe(0);
  expect(report?.approximated).toMatchObject([
    { name: 'work:0.0', because: 'DIRECTORY_MISSING', fix: `Make it again: mkdir -p "${gone}"` },
  ]);
});

test('a shell that is missing leaves a pane with what it held, which starts once the shell is there', async () => {
  await using server = await PrivateTmux.start();
  const shell = await copyOf(server, '/bin/bash', 'bash');
  await server.tmux('new-session', '-d', '-s', 'work', '-x', '120', `${shell} --norc`);
  await server.type('work', 'echo printed-before');
  await server.shows('work', 'printed-before');
  await server.prompt('work');
  await server.sandbox.save('work');
  await server.kill();
  await rename(shell, `${shell}.away`);

  const { report } = await server.sandbox.restore('work');
  expect(report?.approximated).toMatchObject([{ name: 'work:0.0', because: 'SHELL_MISSING' }]);
  await server.shows('work', 'Enter tries again');
  const held = await server.lines('work');
  expect(held).toContain('printed-before');
  expect(held.at(-1)).toContain(shell);

  await server.tmux('send-keys', '-t', 'work', 'Enter');
  await until('it was tried again', async () => {
    const lines = await server.lines('work');
    return lines.filter((line) => line.includes('Enter tries again')).length === 2;
  });
  await rename(`${shell}.away`, shell);
  await server.tmux('send-keys', '-t', 'work', 'Enter');
  await server.prompt('work');
  expect(await server.foreground('work')).toEqual([shell, '--norc']);
});

test('a program that is missing leaves a shell, and the report names it', async () => {
  await using server = await PrivateTmux.start();
  const { sandbox } = server;
  sandbox.env['STET_RUN_PROGRAMS'] = '*';
  const tool = await copyOf(server, '/bin/sleep', 'my-tool');
  await server.tmux('new-session', '-d', '-s', 'work');
  await server.type('work', `${tool} 5000`);
  await server.runs('work', tool);
  await sandbox.save('work');
  await server.kill();
  await rename(tool, `${tool}.away`);

  const { report } = await sandbox.restore('work');
  await server.prompt('work');
  expect(await server.foreground('work')).toEqual(['bash', '--norc']);
  expect(report?.approximated).toMatchObject([{ name: 'work:0.0', because: 'PROGRAM_MISSING' }]);
  expect(report?.approximated[0]?.message).toContain(tool);
});

test('a program under the policy "run" runs again, below what the pane held', async () => {
  await using server = await savedProgram(WAIT, 'python3');
  const { report } = await server.sandbox.restore('work', '--run-programs', 'python3');
  expect(report?.approximated).toEqual([]);
  await server.runs('work', 'python3');
  expect(await server.foreground('work')).toEqual(WAITING);
  expect(await server.lines('work')).toContain('printed-before');

  await server.tmux('send-keys', '-t', 'work', 'C-c');
  await server.prompt('work');
  expect(await server.foreground('work')).toEqual(['bash', '--norc']);
});

const PIPELINE = "sleep 7001 | tail -f '/dev/null' | cat -n";

test('a pipeline comes back whole when each of its commands may run', async () => {
  await using server = await savedProgram(PIPELINE, 'sleep');
  const { report } = await server.sandbox.restore('work', '--run-programs', 'sleep,tail,cat');
  expect(report?.approximated).toEqual([]);
  await server.sandbox.save('again');
  const { checkpoint } = await server.sandbox.show('again');
  expect(Object.values(checkpoint.panes).map(({ program }) => program)).toMatchObject([
    {
      argv: ['sleep', '7001'],
      pipedTo: [
        ['tail', '-f', '/dev/null'],
        ['cat', '-n'],
      ],
    },
  ]);
  await server.tmux('send-keys', '-t', 'work', 'C-c');
  await server.prompt('work');
});

test('a pipeline with a command on no list leaves a shell, never a part of it', async () => {
  await using server = await savedProgram(PIPELINE, 'sleep');
  const { report } = await server.sandbox.restore('work', '--run-programs', 'sleep,tail');
  await server.prompt('work');
  expect(report?.approximated).toMatchObject([{ because: 'PROGRAM_NOT_RUN' }]);
  const [{ message = '', fix = '' } = {}] = report?.approximated ?? [];
  expect(message).toMatch(/^"sleep 7001 .*\| cat -n" was not .*\(default_program_policy for cat\)/);
  expect(fix).toContain('each of its programs');
});

test('a program under the policy "prompt" runs on Enter', async () => {
  await using server = await savedProgram(WAIT, 'python3');
  await server.sandbox.restore('work', '--prompt-programs', 'python3');
  await server.shows('work', '[stet] Enter runs: python3');
  expect(await server.foreground('work')).not.toEqual(WAITING);
  await server.tmux('send-keys', '-t', 'work', 'Enter');
  await server.runs('work', 'python3');
  expect(await server.foreground('work')).toEqual(WAITING);
  await server.tmux('send-keys', '-t', 'work', 'C-c');
  await server.prompt('work');
});

test('a program under the policy "prompt" gives way to a shell on Ctrl-C', async () => {
  await using server = await savedProgram(WAIT, 'python3');
  await server.sandbox.restore('work', '--prompt-programs', 'python3');
  await server.shows('work', '[stet] Enter runs: python3');
  await server.tmux('send-keys', '-t', 'work', 'C-c');
  await server.runs('work', 'bash', '--norc');
  await server.prompt('work');
  expect(await server.lines('work')).toContain('printed-before');
});

test('a program that waits for Enter is saved as the program it is', async () => {
  await using server = await savedProgram(WAIT, 'python3');
  await server.sandbox.restore('work', '--prompt-programs', 'python3');
  await server.shows('work', '[stet] Enter runs: python3');
  await server.sandbox.save('work');
  await server.kill();
  await server.sandbox.restore('work', '--run-programs', 'python3');
  await server.runs('work', 'python3');
  expect(await server.foreground('work')).toEqual(WAITING);
});

test('a program on no list leaves a shell, and the report says which setting would run it', async () => {
  await using server = await savedProgram(WAIT, 'python3');
  const { report, exit } = await server.sandbox.restore('work');
  await server.prompt('work');
  expect(await server.foreground('work')).toEqual(['bash', '--norc']);
  expect(exit).toBe(0);
  expect(report?.approximated).toMatchObject([{ name: 'work:0.0', because: 'PROGRAM_NOT_RUN' }]);
  expect(report?.approximated[0]?.fix).toContain('run_programs');
});

test('a program under the policy "never" is not even offered, whatever the other lists say', async () => {
  await using server = await savedProgram(WAIT, 'python3');
  const lists = ['--run-programs', '*', '--prompt-programs', 'python3'];
  const { report } = await server.sandbox.restore('work', ...lists, '--never-programs', 'python3');
  await server.prompt('work');
  expect(await server.foreground('work')).toEqual(['bash', '--norc']);
  expect(report?.approximated).toMatchObject([{ because: 'PROGRAM_NOT_RUN' }]);
});

test('Ctrl-Z in a restored vim gives a shell, and leaving that returns to vim', async () => {
  await using server = await savedProgram('vim notes.txt', 'vim');
  await server.sandbox.restore('work');
  await until('vim fills the screen', async () => isFullScreen(server, 'work'));
  expect(await server.foreground('work')).toEqual(['vim', 'notes.txt']);

  await server.tmux('send-keys', '-t', 'work', 'C-z');
  await until('the screen is the shell again', async () => !(await isFullScreen(server, 'work')));
  await server.type('work', 'echo "in $((40 + 2))"');
  await server.shows('work', 'in 42');
  await server.prompt('work');
  await server.tmux('send-keys', '-t', 'work', 'C-d');
  await until('vim is back', async () => isFullScreen(server, 'work'));
  expect(await server.foreground('work')).toEqual(['vim', 'notes.txt']);

  await server.tmux('send-keys', '-t', 'work', ':q!', 'Enter');
  await until('vim has ended', async () => !(await isFullScreen(server, 'work')));
  await server.prompt('work');
});

test('nothing is ever typed into a shell: its history holds what the user typed, and no more', async () => {
  await using server = await savedProgram(WAIT, 'python3');
  const { sandbox } = server;
  // A shell whose server was killed still writes its own history.
  await sandbox.empty();
  const file = join(sandbox.home, '.bash_history');
  await writeFile(file, 'typed by the user\n');
  await sandbox.restore('work', '--run-programs', 'python3');
  await server.runs('work', 'python3');
  expect(await readFile(file, 'utf8')).toBe('typed by the user\n');

  await server.tmux('send-keys', '-t', 'work', 'C-c');
  await server.type('work', `history > ${sandbox.path('history')}`);
  await server.prompt('work');
  const lines = (await readFile(sandbox.path('history'), 'utf8')).trim().split('\n');
  expect(lines.map((line) => line.replace(/^ *\d+ +/, ''))).toEqual([
    'typed by the user',
    `history > ${sandbox.path('history')}`,
  ]);
});
