import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { commandTable } from '../src/cli/command-table.ts';
import { printableJson } from '../src/cli/text/printable.ts';
import { runStet } from '../src/cli/testing/run-stet.ts';
import { NEWEST, OLDER } from '../src/cli/testing/saved-world.ts';

const run = promisify(execFile);
const names = commandTable.map(({ name }) => name);
let folder = '';

/** An interactive zsh on a terminal of its own, in which somebody types a line and TAB. */
const ZSH_AT_A_TERMINAL = `
  zmodload zsh/zpty
  zpty session zsh -f -i
  zpty -w session "source $1/zsh-setup $1/zsh"
  zpty -r session output '*READY*'
  zpty -w -n session "$2"$'\\t'
  zpty -r session output '*DONE*'
  print -r -- $output
  zpty -d session`;

/** Says what zsh would offer instead of drawing it, and when that is all. */
const ZSH_SETUP = `
  PROMPT='REA''DY '
  autoload -Uz compinit && compinit -D -u
  source $1
  compadd() {
    local -a matches
    if [[ " $* " == *' -'[OAD]' '* ]]; then builtin compadd "$@"; return; fi
    builtin compadd -O matches "$@"
    if (( $#matches )); then print -rl -- "offered: "$^matches; fi
    builtin compadd "$@"
  }
  zle -C offer list-choices _main_complete
  offer-and-end() { zle offer; print DONE; exit }
  zle -N offer-and-end
  bindkey '^I' offer-and-end`;

/** A folder with the three scripts and a "stet" that answers as the real one does. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-completions-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    await writeFile(join(folder, shell), (await runStet(['completions', shell])).stdout);
  }
  const list = (await runStet(['list', '--json'])).stdout.replace('"work"', '"my work"');
  await writeFile(join(folder, 'list.json'), list);
  await writeFile(join(folder, 'log.json'), (await runStet(['log', '--json'])).stdout);
  await writeFile(join(folder, 'zsh-setup'), ZSH_SETUP);
  const sessions = {
    sessions: [
      { id: 'p_1', name: 'editor' },
      { id: 'p_2', name: 'build-1' },
    ],
  };
  await writeFile(join(folder, 'list-sessions.json'), printableJson(sessions, 2));
  const screen = { session: { name: 'editor' }, elements: [{ ref: '@e1' }, { ref: '@e7' }] };
  await writeFile(join(folder, 'snapshot.json'), printableJson(screen, 2));
  const script = `#!/bin/sh\necho "$*" >> "${folder}/asked"\ncat "${folder}/$1.json"\n`;
  await writeFile(join(folder, 'stet'), script, { mode: 0o755 });
});

afterAll(() => rm(folder, { recursive: true }));

async function inShell(shell: string, args: readonly string[]): Promise<readonly string[]> {
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder, LANG: 'C.UTF-8' };
  const { stdout } = await run(shell, args, { env });
  return stdout.split('\n').filter((line) => line !== '');
}

/** Skips, by name, a test whose shell is not here; with STET_REQUIRE=all that is a failure. */
async function requireShell(shell: string, context: TestContext): Promise<void> {
  const isHere = await run(shell, ['-c', 'exit 0']).then(
    () => true,
    () => false,
  );
  if (!isHere && process.env['STET_REQUIRE'] === 'all') throw new Error(`${shell} is required`);
  if (!isHere) context.skip(`${shell} is not installed`);
}

/** What bash offers for the last of the words, as readline would split them. */
async function offeredByBash(...words: readonly string[]): Promise<readonly string[]> {
  const script = `
    source "$1"; shift
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _stet
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return await inShell('bash', ['-c', script, 'bash', join(folder, 'bash'), ...words]);
}

test('bash offers the commands, and those that begin as typed', async () => {
  expect(await offeredByBash('stet', '')).toEqual([...names, '--help', '--version']);
  expect(await offeredByBash('stet', 'ren')).toEqual(['rename']);
  expect(await offeredByBash('stet', 'st')).toEqual(['stop', 'status']);
  expect(await offeredByBash('stet', 'help', 'un')).toEqual(['undo']);
});

test('bash offers flags and what they take, written with a space or with "="', async () => {
  expect(await offeredByBash('stet', 'restore', '--dr')).toEqual(['--dry-run']);
  expect(await offeredByBash('stet', 'list', '--dr')).toEqual([]);
  expect(await offeredByBash('stet', 'list', '--no-auto')).toEqual(['--no-auto-save']);
  expect(await offeredByBash('stet', 'save', '--scrollback', '')).toEqual([
    'full',
    'recent',
    'none',
  ]);
  expect(await offeredByBash('stet', 'save', '--colour', '=', 'al')).toEqual(['always']);
  expect(await offeredByBash('stet', 'save', '--colour', '=')).toEqual(['auto', 'always', 'never']);
  expect(await offeredByBash('stet', 'save', '--lines', '')).toEqual([]);
});

test('bash offers saved names and checkpoint ids where they are meant', async () => {
  const saved = [String.raw`my\ work`, NEWEST, OLDER];
  expect(await offeredByBash('stet', 'restore', '')).toEqual(saved);
  expect(await offeredByBash('stet', '--json', 'show', '--lines', '5', '')).toEqual(saved);
  expect(await offeredByBash('stet', 'diff', OLDER, '01JD')).toEqual([NEWEST, OLDER]);
  expect(await offeredByBash('stet', 'save', 'my')).toEqual([String.raw`my\ work`]);
  expect(await offeredByBash('stet', 'rename', 'my', '')).toEqual([]);
  expect(await offeredByBash('stet', 'completions', 'z')).toEqual(['zsh']);
});

test('bash offers sessions, what their screens show, keys and programs', async () => {
  expect(await offeredByBash('stet', 'snapshot', '-s', '')).toEqual(['editor', 'build-1']);
  expect(await offeredByBash('stet', 'kill', '--session', '=', 'b')).toEqual(['build-1']);
  expect(await offeredByBash('stet', 'attach', 'ed')).toEqual(['editor']);
  expect(await offeredByBash('stet', 'click', '-s', 'build-1', '')).toEqual(['@e1', '@e7']);
  expect(await lastAsked()).toBe('snapshot --elements -s build-1 --json');
  expect(await offeredByBash('stet', 'key', 'PageU')).toEqual(['PageUp']);
  expect(await offeredByBash('stet', 'snapshot', '-f', 's')).toEqual(['svg']);
  expect(await offeredByBash('stet', 'ls', '--js')).toEqual(['--json']);
  expect(await offeredByBash('stet', 'spawn', 'mkfif')).toEqual(['mkfifo']);
});

/** What the shell asked the command for at last. */
async function lastAsked(): Promise<string | undefined> {
  return (await readFile(join(folder, 'asked'), 'utf8')).trimEnd().split('\n').at(-1);
}

async function offeredByFish(line: string): Promise<readonly string[]> {
  const script = `source ${join(folder, 'fish')}; complete -C '${line}'`;
  const lines = await inShell('fish', ['--no-config', '-c', script]);
  return lines.map((entry) => entry.split('\t')[0] ?? '').toSorted();
}

async function offeredByZsh(line: string): Promise<readonly string[]> {
  const lines = await inShell('zsh', ['-f', '-c', ZSH_AT_A_TERMINAL, 'zsh', folder, line]);
  return lines.flatMap((printed) => printed.trimEnd().split('offered: ')[1] ?? []).toSorted();
}

test('fish offers commands, flags, values and saved names', async (context) => {
  await requireShell('fish', context);
  expect(await offeredByFish('stet ')).toEqual(names.toSorted());
  expect(await offeredByFish('stet restore --dr')).toEqual(['--dry-run']);
  expect(await offeredByFish('stet list --dr')).toEqual([]);
  expect(await offeredByFish('stet save --scrollback ')).toEqual(['full', 'none', 'recent']);
  expect(await offeredByFish('stet restore ')).toEqual([OLDER, NEWEST, 'my work'].toSorted());
  expect(await offeredByFish('stet help ')).toEqual(names.toSorted());
  expect(await offeredByFish('stet completions ')).toEqual(['bash', 'fish', 'zsh']);
  expect(await offeredByFish('stet snapshot -s ')).toEqual(['build-1', 'editor']);
  expect(await offeredByFish('stet click -s build-1 ')).toEqual(['@e1', '@e7']);
  expect(await lastAsked()).toBe('snapshot --elements -s build-1 --json');
  expect(await offeredByFish('stet key PageU')).toEqual(['PageUp']);
  expect(await offeredByFish('stet spawn mkfif')).toEqual(['mkfifo']);
});

test('zsh offers commands, flags, values and saved names', async (context) => {
  await requireShell('zsh', context);
  await inShell('zsh', ['-n', join(folder, 'zsh')]);
  expect(await offeredByZsh('stet ')).toEqual(names.toSorted());
  expect(await offeredByZsh('stet restore --dr')).toEqual(['--dry-run']);
  expect(await offeredByZsh('stet list --dr')).toEqual([]);
  expect(await offeredByZsh('stet save --scrollback=')).toEqual(['full', 'none', 'recent']);
  expect(await offeredByZsh('stet restore ')).toEqual([OLDER, NEWEST, 'my work'].toSorted());
  expect(await offeredByZsh('stet completions ')).toEqual(['bash', 'fish', 'zsh']);
  expect(await offeredByZsh('stet snapshot -s ')).toEqual(['build-1', 'editor']);
  expect(await offeredByZsh('stet click -s build-1 ')).toEqual(['@e1', '@e7']);
  expect(await lastAsked()).toBe('snapshot --elements -s build-1 --json');
  expect(await offeredByZsh('stet key PageU')).toEqual(['PageUp']);
  expect(await offeredByZsh('stet spawn mkfif')).toEqual(['mkfifo']);
});
