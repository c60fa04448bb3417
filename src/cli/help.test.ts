import { expect, test } from 'vitest';
import { commandTable } from './command-table.ts';
import { everyOptionFlag, flagsOf, globalFlags } from './flags.ts';
import { mannersOf } from './manners.ts';
import { readCommandLine } from './read-command-line.ts';
import { runStet } from './testing/run-stet.ts';

const names = commandTable.map(({ name }) => name);

test.each(names)('the help of "%s" has a usage, every flag and two examples', async (name) => {
  const { stdout, stderr, exitCode } = await runStet([name, '--help']);
  const command = commandTable.find((known) => known.name === name);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain(`Usage: stet ${name}`);
  for (const flag of [...(command?.flags ?? []), ...globalFlags]) {
    expect(stdout).toContain(`--${flag.name}`);
  }
  const [, examples = ''] = stdout.split('Examples:\n');
  expect(examples.match(/stet /g)?.length).toBeGreaterThanOrEqual(2);
});

test.each(names)('the help of "%s" fits 80 columns', async (name) => {
  const scene = { isTerminal: true, columns: 80, env: { NO_COLOR: '1' } };
  const { stdout } = await runStet([name, '-h'], scene);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test.each(names)('every example of "%s" is a command line that stet understands', (name) => {
  const command = commandTable.find((known) => known.name === name);
  for (const { line } of command?.examples ?? []) {
    const [, words = ''] = /stet ([^|>)]*)/.exec(line) ?? [];
    const quotedOrPlain = words.trim().matchAll(/'([^']*)'|(\S+)/g);
    const argv = Array.from(quotedOrPlain, ([, quoted = '', plain = '']) => quoted + plain);
    expect(readCommandLine(argv, commandTable, {})).toMatchObject({
      kind: 'run',
      command: { name },
    });
  }
});

test('the overview lists every command in its group', async () => {
  const { stdout } = await runStet(['--help']);
  const groups = new Set(commandTable.map(({ group }) => group));
  for (const group of groups) expect(stdout).toContain(`${group}:`);
  for (const { name, summary } of commandTable) {
    expect(stdout).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 40)}`, 'm'));
  }
});

test('"stet", "stet help" and "stet --help" say the same, and so do the two ways to one command', async () => {
  const overview = (await runStet(['--help'])).stdout;
  expect((await runStet([])).stdout).toBe(overview);
  expect((await runStet(['help'])).stdout).toBe(overview);
  const one = await runStet(['help', 'restore']);
  expect(one.stdout).toBe((await runStet(['restore', '--dry-run', '--help'])).stdout);
});

test('help as JSON holds the tables', async () => {
  const { stdout } = await runStet(['help', 'log', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'log',
    usage: 'stet log [NAME] [flags]',
    flags: [{ name: 'limit', value: 'N' }, ...globalFlags],
  });
});

test('no two flags share a name, and a flag means one thing wherever it stands', () => {
  for (const command of commandTable) {
    const flags = flagsOf(command).map(({ name }) => name);
    expect(flags).toHaveLength(new Set(flags).size);
  }
  const kinds = new Map<string, boolean>();
  for (const { name, value } of commandTable.flatMap(flagsOf)) {
    expect(kinds.get(name) ?? value === undefined).toBe(value === undefined);
    kinds.set(name, value === undefined);
  }
  expect(everyOptionFlag.length).toBeGreaterThan(12);
});

test('--json and --colour are known before the rest of a broken line is', () => {
  expect(mannersOf(['x', '--json', '--colour', 'never', '--', '--colour=always'])).toEqual({
    isJson: true,
    colour: 'never',
    isLocal: false,
  });
  const usual = { isJson: false, colour: 'auto', isLocal: false };
  expect(mannersOf(['--', '--json'])).toEqual(usual);
  expect(mannersOf(['--colour=always'])).toEqual({ ...usual, colour: 'always' });
  expect(mannersOf(['--no-daemon'])).toEqual({ ...usual, isLocal: true });
});
