import { expect, test } from 'vitest';
import { commandTable } from './command-table.ts';
import { readCommandLine } from './read-command-line.ts';
import { fakeStet } from './testing/fake-stet.ts';
import { runStet } from './testing/run-stet.ts';

test.each([
  [['click', '@e1', '5'], '"@e1", or a row and a column'],
  [['click', '5'], '"@e1", or a row and a column'],
  [['click', 'x', '5'], 'from 0 to 4095'],
  [['click', '1', '5', '--clicks', '4'], 'from 1 to 3'],
  [['scroll', 'dwon'], 'Did you mean "down"?'],
  [['scroll', 'down', '1001'], 'from 1 to 1000'],
  [['resize', '80'], 'COLSxROWS'],
  [['resize', '1', '10'], '2x1 up to 4096x4096'],
  [['resize', '65535', '65535'], '2x1 up to 4096x4096'],
  [['key', 'a', '--delay', '10001'], 'from 0 to 10000'],
  [['key'], 'stet key KEY... [flags]'],
  [['wait-for'], 'stet wait-for PATTERN'],
  [['wait-for', '--gone'], ''],
  [['wait-for', 'x', '-t', '-5'], 'from 0 to 86400000'],
  [['wait-for', 'x', '--stable', '1.5'], 'whole number'],
  [['snapshot', '--scrollback', 'all'], '-100..'],
  [['snapshot', '--format', 'txt'], 'full, compact, text'],
  [['snapshot', '-s'], '-s=NAME'],
  [['record'], '--stop'],
  [['record', 'x.cast', '--stop'], '--stop'],
  [['spawn'], 'stet spawn [flags] CMD...'],
  [['spawn', '--env', 'PATH', 'htop'], '--env NAME=VALUE'],
  [['spawn', '--size', '80', 'htop'], 'COLSxROWS'],
  [['replay', 'no-such-file.cast'], 'asciicast'],
  [['replay', 'x', '--speed', '0'], 'over 0'],
  [['attach'], 'stet snapshot'],
])('%j is refused before anything is asked, with a way out', async (argv, hint) => {
  const client = fakeStet({ work: () => Promise.reject(new Error('Nobody is to be asked')) });
  const { exitCode, stdout, stderr } = await runStet(argv, { client });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(hint.replaceAll('"', String.raw`\"`));
});

test('a verb of sessions speaks JSON by itself where nobody reads along', async () => {
  const piped = await runStet(['snapshot', '-s', 'x']);
  expect(JSON.parse(piped.stderr)).toMatchObject({ code: 'DAEMON_NEEDED' });
  const read = await runStet(['snapshot', '-s', 'x'], { isTerminal: true });
  expect(read.stderr).toContain('Cannot answer session.snapshot');
  expect(read.stderr).not.toContain('{');
});

test('a PNG is not printed on a terminal', async () => {
  const seen = await runStet(['snapshot', '--format', 'png'], { isTerminal: true });
  expect(seen).toMatchObject({ exitCode: 2, stdout: '' });
  expect(seen.stderr).toContain('> screen.png');
});

const shortFlags = commandTable.flatMap(({ name, arguments: words, flags }) =>
  flags.flatMap(({ name: flag, short, value, choices }) =>
    short === undefined
      ? []
      : [{ name, flag, short, value: value === undefined ? [] : [choices?.[0] ?? 'x'], words }],
  ),
);

test.each(shortFlags)(
  'stet $name takes -$short for --$flag',
  ({ name, flag, short, value, words }) => {
    const required = words.filter(({ isRequired }) => isRequired).map(() => 'w');
    const asked = readCommandLine([name, `-${short}`, ...value, ...required], commandTable, {});
    expect(asked.kind === 'run' && asked.given.values(flag)).toEqual([value[0] ?? 'true']);
  },
);
