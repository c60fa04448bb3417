import { expect, test } from 'vitest';
import { StetError } from '../base/errors.ts';
import { fakeStet } from './testing/fake-stet.ts';
import { runStet, type Scene, type Seen } from './testing/run-stet.ts';

const HOSTILE = '\u001B]0;owned\u0007\u009B2J\r\n\u202E\u001B[31m$(reboot)`x`\uDCFF\u0000';

/** Words that the schema fixes: everything else could come from anybody. */
const FIXED = new Set(['level', 'status', 'action', 'type', 'axis', 'origin', 'policy', 'trigger']);
const LINKS = new Set(['pane', 'tab', 'host', 'activeTab', 'activePane', 'zoomedPane', 'panes']);

function poison(value: object): void {
  for (const key of Object.keys(value)) {
    const entry: unknown = Reflect.get(value, key);
    if (typeof entry === 'object' && entry !== null) poison(entry);
    else if (typeof entry === 'string' && !isFixed(key, value)) {
      Reflect.set(value, key, entry + HOSTILE);
    }
  }
}

function isFixed(key: string, owner: object): boolean {
  const isDiffKind = key === 'kind' && 'level' in owner;
  return FIXED.has(key) || isDiffKind || (LINKS.has(key) && !('detail' in owner));
}

const client = fakeStet({
  hasSilentHost: true,
  tamper: poison,
  paneLines: [`line ${HOSTILE}`],
});

const commands: readonly (readonly string[])[] = [
  ['save'],
  ['restore', '--dry-run'],
  ['restore'],
  ['undo'],
  ['list'],
  ['log'],
  ['show'],
  ['diff', 'work'],
  ['status'],
  ['rename', 'work', 'other'],
  ['delete', 'work', '--yes'],
  ['config', '--origin'],
];

const commandLines = commands.map((argv) => ({ argv, line: argv.join(' ') }));

function actingCharacters({ stdout, stderr }: Seen): readonly string[] {
  return (stdout + stderr).match(/[\p{Cc}\p{Cs}\u202E]/gu)?.filter((found) => found !== '\n') ?? [];
}

test.each(commandLines)(
  'stet $line prints hostile names without a character that acts',
  async ({ argv }) => {
    const seen = await runStet(argv, { client });
    expect(actingCharacters(seen)).toEqual([]);
    const hasNames = argv[0] !== 'delete';
    expect((seen.stdout + seen.stderr).includes(String.raw`\x1b]0;owned\x07`)).toBe(hasNames);
  },
);

test.each(commandLines)('stet $line --json does too, and keeps the names', async ({ argv }) => {
  const seen = await runStet([...argv, '--json'], { client });
  expect(actingCharacters(seen)).toEqual([]);
  expect(JSON.stringify(JSON.parse(seen.stdout))).toContain(JSON.stringify(HOSTILE).slice(1, -1));
});

test.each(commandLines)('on a terminal stet $line adds only its own colours', async ({ argv }) => {
  const seen = await runStet(argv, { client, isTerminal: true, columns: 60 });
  const ours = new Set([
    '\u001B[0m',
    '\u001B[1m',
    '\u001B[2m',
    ...[31, 32, 33, 36].map((sgr) => `\u001B[${sgr}m`),
  ]);
  const rest = [...ours].reduce((text, sgr) => text.replaceAll(sgr, ''), seen.stdout + seen.stderr);
  expect(actingCharacters({ ...seen, stdout: rest, stderr: '' })).toEqual([]);
});

test('a saved line keeps its colours and loses everything else', async () => {
  const show = ['show', '--pane', 'x', '--colour=always'];
  const { stdout } = await runStet(show, { client });
  expect(stdout).toContain('$(reboot)');
  const bare = stdout.replaceAll('\u001B[31m', '').replaceAll('\u001B[0m', '');
  expect(bare).not.toMatch(/(?!\n)\p{Cc}/u);
});

test('a hostile failure cannot act either', async () => {
  const error = new StetError('HOST_REFUSED', HOSTILE, { hint: HOSTILE, log: [HOSTILE] });
  const torn: Scene = { client: fakeStet({ work: () => Promise.reject(error) }) };
  expect(actingCharacters(await runStet(['list'], torn))).toEqual([]);
  expect(actingCharacters(await runStet(['list', '--json'], torn))).toEqual([]);
  expect(actingCharacters(await runStet([HOSTILE, `--${HOSTILE}`]))).toEqual([]);
});
