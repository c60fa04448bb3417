import { expect, test } from 'vitest';
import { BugError, type ErrorCode, errorCodes, StetError } from '../base/errors.ts';
import { fakeStet } from './testing/fake-stet.ts';
import { runStet } from './testing/run-stet.ts';

function failing(thrown: unknown): ReturnType<typeof fakeStet> {
  return fakeStet({ work: () => Promise.reject(thrown) });
}

function isErrorCode(name: string): name is ErrorCode {
  return Object.hasOwn(errorCodes, name);
}

test.each([
  [['lst'], 'Did you mean "list"?'],
  [['frobnicate'], 'stet --help'],
  [['--json'], ''],
  [['save', '--hots', 'x'], 'Did you mean "--host"?'],
  [['list', '--dry-run'], ''],
  [['save', '-x'], 'stet save --help'],
  [['save', 'a', 'b'], 'stet save [NAME] [flags]'],
  [['rename', 'work'], 'stet rename OLD NEW [flags]'],
  [['save', '--host'], '--host=HOST'],
  [['save', '--host', '--json'], '--host=--json'],
  [['restore', '--plan', ''], '--plan=HASH'],
  [['restore', '--only='], '--only=X'],
  [['restore', ''], 'Use 1 to 64 letters'],
  [['save', ''], 'Use 1 to 64 letters'],
  [['diff', 'work', ''], 'Use 1 to 64 letters'],
  [['list', '--json=1'], ''],
  [['list', '--colour', 'blue'], 'auto, always, never'],
  [['log', '--limit', '0'], '100000'],
  [['log', '--limit', '1e3'], '100000'],
  [['restore', '--merge', '--replace'], ''],
  [['restore', '--plan', 'x', '--dry-run'], ''],
  [['completions', 'bsh'], 'Did you mean "bash"?'],
  [['help', 'sav'], 'Did you mean "save"?'],
])('%j is refused before anything happens, with a way out', async (argv, hint) => {
  const { exitCode, stdout, stderr } = await runStet(argv);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(hint);
});

test('an expected failure shows the message, the hint and what was tried, and exits with its code', async () => {
  const seen = await runStet(['show', 'wrok']);
  expect(seen).toMatchObject({ exitCode: 5, stdout: '' });
  expect(seen.stderr.split('\n')).toEqual([
    'stet: Cannot find a workspace "wrok"',
    '  Did you mean "work"?',
    '  tried: looked into the store: 1 workspace',
    '',
  ]);
});

test('with --json a failure is one JSON object on one line of stderr', async () => {
  const { exitCode, stdout, stderr } = await runStet(['show', 'wrok', '--json'], {
    isTerminal: true,
  });
  expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
  expect(stderr.trimEnd()).not.toContain('\n');
  expect(JSON.parse(stderr)).toEqual({
    code: 'WORKSPACE_NOT_FOUND',
    message: 'Cannot find a workspace "wrok"',
    suggestion: 'Did you mean "work"?',
    log: ['looked into the store: 1 workspace'],
  });
});

test('a broken command line is JSON too when --json stands anywhere on it', async () => {
  const { stderr } = await runStet(['lst', '--json']);
  expect(JSON.parse(stderr)).toMatchObject({ code: 'USAGE', suggestion: 'Did you mean "list"?' });
});

test.each(Object.keys(errorCodes).filter(isErrorCode))(
  '%s exits with the code of the table',
  async (code) => {
    const { exitCode } = await runStet(['list'], { client: failing(new StetError(code, 'No')) });
    expect(exitCode).toBe(errorCodes[code].exit);
  },
);

test('a bug shows its stack, says that it is one and exits 1', async () => {
  for (const thrown of [new BugError('boom\u001B[2J'), new TypeError('boom\u001B[2J')]) {
    const { exitCode, stderr } = await runStet(['list'], { client: failing(thrown) });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(String.raw`stet: boom\x1b[2J`);
    expect(stderr).toContain('errors.test.ts');
    expect(stderr).toContain('This is a bug in stet');
  }
});

test('Ctrl-C exits 130 and a deadline 124, whatever the interrupted work threw', async () => {
  const cancelled = AbortSignal.abort(new StetError('CANCELLED', 'Cancelled'));
  const torn = failing(new Error('socket closed'));
  expect((await runStet(['list'], { client: torn, signal: cancelled })).exitCode).toBe(130);
  const late = failing(new DOMException('late', 'TimeoutError'));
  expect((await runStet(['list'], { client: late })).exitCode).toBe(124);
  const stopped = failing(new DOMException('stop', 'AbortError'));
  expect((await runStet(['list'], { client: stopped })).exitCode).toBe(130);
});

test('a name with a leading dash reaches the name check and is refused there', async () => {
  const { exitCode, stderr } = await runStet(['save', '--', '-x']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Cannot use "-x" as a workspace name');
});

test('help, version and completions ask nobody', async () => {
  const client = failing(new Error('Nobody is there'));
  for (const argv of [
    ['--help'],
    ['--version'],
    ['-V'],
    ['completions', 'bash'],
    ['help', 'save'],
  ]) {
    expect(await runStet(argv, { client })).toMatchObject({ exitCode: 0, stderr: '' });
  }
  expect((await runStet(['-V'])).stdout).toBe('stet 0.1.0\n');
});
