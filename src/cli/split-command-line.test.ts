import { expect, test } from 'vitest';
import { commandTable } from './command-table.ts';
import { readCommandLine } from './read-command-line.ts';
import { runStet } from './testing/run-stet.ts';

/** What "stet" makes of a line that starts a program. */
function asSpawned(line: string): object {
  const asked = readCommandLine(line.split(' '), commandTable, {});
  if (asked.kind !== 'run') return { kind: asked.kind };
  const { given } = asked;
  return { argv: given.words.join(' '), name: given.values('name'), cwd: given.values('cwd') };
}

test.each([
  ['spawn htop', 'htop', []],
  ['spawn htop --name monitoring', 'htop', ['monitoring']],
  ['spawn vim file.txt --name editor', 'vim file.txt', ['editor']],
  ['spawn watch -n1 python main.py --name preview', 'watch -n1 python main.py', ['preview']],
  ['spawn htop --name=cpu', 'htop', ['cpu']],
  ['spawn --name myapp my-command arg1 arg2', 'my-command arg1 arg2', ['myapp']],
  ['spawn -n x htop -d 5', 'htop -d 5', ['x']],
  ['spawn docker run --name web nginx', 'docker run --name web nginx', []],
  ['spawn --name k kind create --name dev', 'kind create --name dev', ['k']],
  ['spawn --name=k kind create --name dev', 'kind create --name dev', ['k']],
  ['spawn -- kind create --name dev', 'kind create --name dev', []],
  ['spawn --name k -- kind -- --name dev', 'kind -- --name dev', ['k']],
  ['spawn grep --name', 'grep --name', []],
  ['spawn ls --name -l', 'ls --name -l', []],
  ['spawn x --json --help --cwd y', 'x --json --help --cwd y', []],
])('%s runs %j under the name %j', (line, argv, name) => {
  expect(asSpawned(line)).toEqual({ argv, name, cwd: [] });
});

test('a flag without its value is refused, and never taken from the program', async () => {
  expect(await runStet(['spawn', '--name'])).toMatchObject({ exitCode: 2 });
  expect(await runStet(['spawn', '--cwd', '--', 'htop'])).toMatchObject({ exitCode: 2 });
});

test('flags of stet stand before the program, and after it they are the program’s', async () => {
  expect(asSpawned('spawn --cwd /tmp htop --cwd /')).toEqual({
    argv: 'htop --cwd /',
    name: [],
    cwd: ['/tmp'],
  });
  const ours = await runStet(['spawn', '--help', 'htop']);
  expect(ours.stdout).toContain('Usage: stet spawn [flags] CMD...');
  expect(asSpawned('--json spawn htop --json')).toMatchObject({ argv: 'htop --json' });
});

test('--json behind the program does not change how stet answers', async () => {
  const scene = { isTerminal: true, env: { NO_COLOR: '1' } };
  const people = await runStet(['spawn', 'htop', '--json'], scene);
  expect(people.stderr).toMatch(/^stet: Cannot/);
  const programs = await runStet(['spawn', '--json', 'htop'], scene);
  expect(JSON.parse(programs.stderr)).toMatchObject({ code: 'DAEMON_NEEDED' });
});

test('exec passes on the flags of its command', () => {
  const line = ['exec', '-s', 'worker', '-t', '5000', 'ls', '-la', '--', '-s'];
  const asked = readCommandLine(line, commandTable, {});
  if (asked.kind !== 'run') throw new Error('It runs');
  expect(asked.given.words).toEqual(['ls', '-la', '--', '-s']);
  expect(asked.given.values('session')).toEqual(['worker']);
});

test('an alias is the command', async () => {
  expect((await runStet(['ls', '--help'])).stdout).toContain('Usage: stet list-sessions');
});
