import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../os/run.ts';
import type { Launch } from './backend.ts';
import { launchArgv, SHELL_COUNT_AT, throughLauncher } from './pane-launch.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-launch-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly output: string;
  readonly status: number | null;
  readonly signal: string | null;
}

/** Starts a pane's launcher as a host does; `typed` is what somebody types into it. */
async function launched(
  launch: Launch,
  { typed = '', file = '', hold = '', cwd = folder } = {},
): Promise<Ended> {
  const [command = '', ...args] = launchArgv(launch, { cwd, file, hold });
  const { stdout, code, signal } = await run({
    argv: [command, ...args],
    input: Buffer.from(typed),
    signal: AbortSignal.timeout(15_000),
  });
  return { output: stdout.toString(), status: code, signal };
}

const HOSTILE = [
  'a b',
  '$(touch owned)',
  '`id`',
  "it's",
  '"',
  '\\',
  '',
  '-rf',
  '*',
  'line\nfeed',
  '日本',
  ';&|',
];
const AS_SHELL = ['/usr/bin/printf', '[%s]'];
const AS_PROGRAM = ['/usr/bin/printf', '<%s>'];

test('a shell is started with its words as they are', async () => {
  const { output } = await launched({ kind: 'shell', shell: [...AS_SHELL, ...HOSTILE] });
  expect(output).toBe(HOSTILE.map((part) => `[${part}]`).join(''));
  expect(existsSync(join(folder, 'owned'))).toBe(false);
});

test('a program runs with its words as they are, and then the shell', async () => {
  const argv = [...AS_PROGRAM, ...HOSTILE];
  const launch: Launch = { kind: 'run', shell: [...AS_SHELL, 'shell'], argv, cwd: folder };
  const { output } = await launched(launch);
  expect(output).toBe(`${HOSTILE.map((part) => `<${part}>`).join('')}[shell]`);
});

test('the saved lines come first, byte for byte, and their file is gone afterwards', async () => {
  const file = join(folder, 'lines');
  await writeFile(file, '\u001B[31mred\u001B[0m %s \\n $(id)\n');
  const { output } = await launched({ kind: 'direct', argv: ['echo', 'done'] }, { file });
  expect(output).toBe('\u001B[31mred\u001B[0m %s \\n $(id)\ndone\n');
  expect(existsSync(file)).toBe(false);
});

test('a program starts in its own directory, the shell in that of the pane', async () => {
  const where = ['/bin/sh', '-c', 'pwd'];
  const { output } = await launched({ kind: 'run', shell: where, argv: where, cwd: '/usr' });
  expect(output).toBe(`/usr\n${folder}\n`);
});

test('a directory that is gone does not keep the pane from opening', async () => {
  const shell = [...AS_SHELL, 'open'];
  expect((await launched({ kind: 'shell', shell }, { cwd: '/nowhere/-x' })).output).toBe('[open]');
});

test('an offer runs on Enter, and not before', async () => {
  const launch: Launch = {
    kind: 'prompt',
    shell: [...AS_SHELL, 'shell'],
    argv: [...AS_PROGRAM, 'ran'],
    cwd: folder,
  };
  const offer = '[stet] Enter runs: /usr/bin/printf "<%s>" ran (Ctrl-C: a shell) ';
  expect((await launched(launch, { typed: '\n' })).output).toBe(`${offer}<ran>[shell]`);
  expect((await launched(launch)).output).toBe(`${offer}[shell]`);
});

test('an offer cannot speak to the terminal, however the program is called', async () => {
  const launch: Launch = {
    kind: 'prompt',
    shell: ['true'],
    argv: ['\u001B]0;owned\u0007\u001B[2Jx', 'y\u009B6n'],
    cwd: folder,
  };
  expect((await launched(launch)).output).not.toMatch(/\p{Cc}/u);
});

test('a program that had ended ends again, with the same status', async () => {
  expect(await launched({ kind: 'ended', status: 3, signal: null })).toMatchObject({ status: 3 });
});

test('a program that had ended waits until its pane is set up to stay', async () => {
  const hold = join(folder, 'hold');
  await writeFile(hold, '');
  const ended = launched({ kind: 'ended', status: 4, signal: null }, { hold });
  const first = await Promise.race([ended, readFile(hold, 'utf8')]);
  expect(first).toBe('');
  await rm(hold);
  expect(await ended).toMatchObject({ status: 4 });
});

test('a program that a signal had ended is ended by it again', async () => {
  const ended = await launched({ kind: 'ended', status: 0, signal: 'TERM' });
  expect(ended.signal).toBe('SIGTERM');
});

test('a shell that is missing is waited for, and started once it is there', async () => {
  const shell = join(folder, 'late-shell');
  const launch: Launch = { kind: 'missing', shell: [shell, 'x'], what: `the shell ${shell}` };
  const without = await launched(launch, { typed: '\n' });
  expect(without.output).toBe(
    `[stet] Cannot find the shell ${shell}; Enter tries again `.repeat(2),
  );
  expect(without.status).toBe(127);
  await writeFile(shell, '#!/bin/sh\necho "started $1"\n', { mode: 0o755 });
  expect((await launched(launch)).output).toBe('started x\n');
});

const words = fc.array(fc.string({ unit: 'binary', maxLength: 6 }), { minLength: 1, maxLength: 5 });
const place = fc.record({ cwd: fc.string(), file: fc.string(), hold: fc.string() });

test('a capture sees the shell that a launcher will become', () => {
  fc.assert(
    fc.property(words, words, place, (shell, argv, at) => {
      const rootOf = (launch: Launch): unknown =>
        throughLauncher({ root: { argv: launchArgv(launch, at), cwd: '/here' } }).root;
      expect(rootOf({ kind: 'shell', shell })).toEqual({ argv: shell, cwd: '/here' });
      expect(rootOf({ kind: 'run', shell, argv, cwd: '/' })).toEqual({ argv: shell, cwd: '/here' });
      expect(rootOf({ kind: 'direct', argv })).toEqual({ argv, cwd: '/here' });
      expect(rootOf({ kind: 'missing', shell, what: 'x' })).toEqual({ argv: shell, cwd: '/here' });
    }),
  );
});

test('a capture sees the pipeline that is offered and waits for a key', () => {
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 4 }),
      words,
      place,
      (line, shell, at) => {
        const [argv = [], ...pipedTo] = line;
        const launch: Launch = { kind: 'prompt', shell, argv, pipedTo, cwd: '/there' };
        expect(throughLauncher({ root: { argv: launchArgv(launch, at) } })).toEqual({
          root: { argv: shell },
          foreground: { argv, pipedTo, cwd: '/there' },
          isWaiting: true,
        });
      },
    ),
  );
});

const redirection = fc.oneof(
  fc.record({
    kind: fc.constant('file' as const),
    stream: fc.constantFrom(1 as const, 2 as const),
    path: fc.string({ unit: 'binary' }),
    mode: fc.constant('append' as const),
  }),
  fc.record({ kind: fc.constant('joined' as const), stream: fc.constant(2 as const) }),
  fc.record({
    kind: fc.constant('gone' as const),
    stream: fc.constantFrom(0 as const, 1 as const, 2 as const),
    what: fc.string({ unit: 'binary' }),
  }),
);

test('a capture sees where the streams of what is offered will lead', () => {
  const command = fc.tuple(words, fc.array(redirection, { minLength: 1, maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 3 }), words, (line, shell) => {
      const [[argv] = [[]], ...others] = line;
      const redirections = line.map(([, own]) => own);
      const pipedTo = others.map(([own]) => own);
      const launch: Launch = { kind: 'prompt', shell, argv, pipedTo, redirections, cwd: '/there' };
      const at = { cwd: '/', file: '', hold: '' };
      expect(throughLauncher({ root: { argv: launchArgv(launch, at) } }).foreground).toEqual({
        argv,
        pipedTo,
        redirections,
        cwd: '/there',
      });
    }),
  );
});

test.each(['append', 'write'] as const)(
  'what a file held before stays in it, also when the program was to %s',
  async (mode) => {
    const path = join(folder, `kept "$(touch owned)" ${mode}\n-`);
    await writeFile(path, 'before\n');
    const redirections = [
      [
        { kind: 'file', stream: 1, path, mode },
        { kind: 'joined', stream: 2 },
      ],
    ] as const;
    const argv = ['sh', '-c', 'echo out; echo err >&2'];
    const shell = [...AS_SHELL, 'shell'];
    const launch: Launch = { kind: 'run', shell, argv, redirections, cwd: folder };
    expect((await launched(launch)).output).toBe('[shell]');
    expect(await readFile(path, 'utf8')).toBe('before\nout\nerr\n');
    expect(existsSync(join(folder, 'owned'))).toBe(false);
  },
);

test('what reads a file is fed it, in front of a pipeline', async () => {
  const path = join(folder, 'input');
  await writeFile(path, 'a\nb\n');
  const redirections = [[{ kind: 'file', stream: 0, path, mode: 'read' }], []] as const;
  const launch: Launch = {
    kind: 'run',
    shell: ['true'],
    argv: ['cat', '-'],
    pipedTo: [['wc', '-l']],
    redirections,
    cwd: folder,
  };
  expect((await launched(launch)).output.trim()).toBe('2');
});

const ACTIVATED = {
  variables: ['VIRTUAL_ENV=/p/$(touch owned) "x'],
  searchPath: ['/p/a b/bin', '/n'],
  withheld: ['NVM_BIN=/gone', 'PATH=/gone'],
  hints: [['.', "/p/it's/bin/activate"]],
} as const;

test('a program has what its shell had switched on, and the shell is only told how', async () => {
  const show = 'printf "%s|%s" "$VIRTUAL_ENV" "${PATH%%/usr*}"; exit "${NVM_BIN:+1}"';
  const launch: Launch = {
    kind: 'run',
    shell: ['/bin/sh', '-c', 'printf "[%s]" "$VIRTUAL_ENV"'],
    argv: ['/bin/sh', '-c', show],
    activated: ACTIVATED,
    cwd: folder,
  };
  const hint = String.raw`[stet] To go on as before: . '/p/it'\''s/bin/activate'`;
  const { output } = await launched(launch);
  expect(output).toMatch(/^\/p\/\$\(touch owned\) "x\|\/p\/a b\/bin:\/n:/);
  expect(output.endsWith(`${hint}\n[]`)).toBe(true);
  expect(existsSync(join(folder, 'owned'))).toBe(false);
});

test('a hint that cannot be shown as it is is not shown', async () => {
  for (const path of ['/p/\u001B]0;owned\u0007', `/${'long'.repeat(60)}`]) {
    const activated = { ...ACTIVATED, hints: [['.', path]] };
    const launch: Launch = { kind: 'run', shell: ['true'], argv: ['true'], activated, cwd: folder };
    expect((await launched(launch)).output).toBe('');
  }
});

test('a capture sees what will be switched on for what is offered, also what was left out', () => {
  const launch: Launch = {
    kind: 'prompt',
    shell: ['bash'],
    argv: ['python'],
    activated: { ...ACTIVATED, direnv: '/p' },
    cwd: '/p',
  };
  const at = { cwd: '/', file: '', hold: '' };
  const { foreground } = throughLauncher({ root: { argv: launchArgv(launch, at) } });
  expect(foreground?.argv).toEqual(['python']);
  expect(Object.fromEntries(foreground?.environment ?? [])).toEqual({
    VIRTUAL_ENV: '/p/$(touch owned) "x',
    PATH: '/p/a b/bin:/n:/gone',
    DIRENV_DIR: '-/p',
    NVM_BIN: '/gone',
  });
});

test('a program does not start without its file, and what is no file is not waited for', async () => {
  const pipe = join(folder, 'pipe');
  await run({ argv: ['mkfifo', pipe], signal: AbortSignal.timeout(15_000) });
  for (const path of [join(folder, 'no', '\u001B]0;owned\u0007'), pipe]) {
    for (const stream of [0, 1] as const) {
      const mode = stream === 0 ? 'read' : 'append';
      const redirections = [[{ kind: 'file', stream, path, mode }]] as const;
      const shell = [...AS_SHELL, 'shell'];
      const launch: Launch = {
        kind: 'run',
        shell,
        argv: ['echo', 'ran'],
        redirections,
        cwd: folder,
      };
      expect((await launched(launch)).output).toBe('[shell]');
    }
  }
});

test('a program that fails is offered again, until it ends well or somebody wants a shell', async () => {
  const attempts = join(folder, 'attempts');
  const script = `echo x >> '${attempts}'; [ "$(wc -l < '${attempts}')" -ge 3 ]`;
  const launch: Launch = {
    kind: 'run',
    shell: [...AS_SHELL, 'shell'],
    argv: ['sh', '-c', script],
    cwd: folder,
    isRetried: true,
  };
  const { output } = await launched(launch, { typed: '\n\n\n' });
  expect(output.match(/It ended with 1\. Enter runs again/g)).toHaveLength(2);
  expect(output.endsWith('[shell]')).toBe(true);
});

test('where there was no shell the pane ends with its program, and stays while that fails', async () => {
  const attempts = join(folder, 'attempts-alone');
  const script = `echo x >> '${attempts}'; [ "$(wc -l < '${attempts}')" -ge 2 ] || exit 6`;
  const argv = ['sh', '-c', script];
  const launch: Launch = { kind: 'run', shell: [], argv, cwd: folder, isRetried: true };
  const ended = await launched(launch, { typed: '\n' });
  expect(ended.output).toContain('It ended with 6. Enter runs again');
  expect(ended.output).toContain('(Ctrl-C: the end)');
  expect(ended).toMatchObject({ status: 0, signal: null });
  await rm(attempts);
  expect(await launched(launch)).toMatchObject({ status: 6 });
});

test('a capture sees a program without a shell as one', () => {
  const at = { cwd: '/', file: '', hold: '' };
  const argv = ['claude', '--resume', 'x'];
  const launch: Launch = { kind: 'run', shell: [], argv, cwd: '/p' };
  const root = { argv: launchArgv(launch, at) };
  const foreground = { argv, pipedTo: [], cwd: '/p' };
  expect(throughLauncher({ root })).toEqual({ root: { argv }, foreground, isWaiting: true });
  expect(throughLauncher({ root, foreground })).toEqual({ root: { argv }, foreground });
});

test('a program waits at its gate until that is gone, or whoever made it', async () => {
  const gate = join(folder, `gate.${process.pid}`);
  const argv = ['printf', 'through'];
  const launch: Launch = { kind: 'run', shell: ['true'], argv, cwd: folder, gate };
  await writeFile(gate, '');
  const waiting = launched(launch);
  const orphan = join(folder, 'gate.4200001');
  await writeFile(orphan, '');
  expect((await launched({ ...launch, gate: orphan })).output).toBe('through');
  await rm(gate);
  expect((await waiting).output).toBe('through');
});

test('a program that waits at its gate, or to be run again, is seen as one that waits', () => {
  const at = { cwd: '/', file: '', hold: '' };
  const argv = ['claude', '--resume', 'x'];
  const launch: Launch = {
    kind: 'run',
    shell: ['bash'],
    argv,
    cwd: '/p',
    gate: '/g.1',
    isRetried: true,
  };
  expect(throughLauncher({ root: { argv: launchArgv(launch, at) } })).toEqual({
    root: { argv: ['bash'] },
    foreground: { argv, pipedTo: [], cwd: '/p' },
    isWaiting: true,
  });
});

test('a capture sees the program that a launcher runs, not what is offered', () => {
  const at = { cwd: '/', file: '', hold: '' };
  const launch: Launch = { kind: 'prompt', shell: ['bash'], argv: ['vim'], cwd: '/' };
  const foreground = { argv: ['vim', 'other'], cwd: '/tmp' };
  expect(throughLauncher({ root: { argv: launchArgv(launch, at) }, foreground })).toEqual({
    root: { argv: ['bash'] },
    foreground,
  });
});

test('a process that is no launcher is left as it is', () => {
  const processes = {
    root: { argv: ['/bin/sh', '-c', 'x', 'other', 'shell', '', '', '', '', '', '1', 'y'] },
  };
  expect(throughLauncher(processes)).toBe(processes);
  expect(throughLauncher({ root: { argv: [] } })).toEqual({ root: { argv: [] } });
});

test('the place of the count is where the number of the words of the shell stands', () => {
  const shell = ['/bin/bash', '-l'];
  const launch = { kind: 'run', shell, argv: ['vim'], cwd: '/' } as const;
  const started = launchArgv(launch, { cwd: '/here', file: '/lines', hold: '/hold' });
  expect(started.slice(SHELL_COUNT_AT, SHELL_COUNT_AT + 3)).toEqual(['2', ...shell]);
});
