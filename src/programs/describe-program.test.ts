import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Call } from '../os/call.ts';
import { decideRestore, describeProgram, type ProgramPolicy } from './describe-program.ts';

const call: Call = {
  signal: new AbortController().signal,
  now: () => 0,
  patienceMs: 1_000,
  entropy: (sizeBytes) => new Uint8Array(sizeBytes),
  progress: () => undefined,
};

const policy: ProgramPolicy = {
  run_programs: ['vim', 'nvim', 'emacs', 'ssh', 'htop', 'less', 'man', 'tail', 'watch'],
  prompt_programs: ['make'],
  never_programs: ['sudo'],
  default_program_policy: 'shell',
};

async function decide(
  line: string,
  changes: Partial<ProgramPolicy> = {},
  cwd = '/',
): Promise<string> {
  const found = { argv: line.split(' '), cwd };
  const {
    policy: decided,
    argv,
    rule,
  } = await decideRestore(found, { ...policy, ...changes }, call);
  return [decided, argv.join(' '), rule].filter((part) => part !== '').join(' | ');
}

test.each([
  ['htop -d 5', 'run | htop -d 5 | run_programs'],
  ['/usr/bin/htop', 'run | /usr/bin/htop | run_programs'],
  ['make -j4', 'prompt | make -j4 | prompt_programs'],
  ['sudo vim /etc/hosts', 'never | sudo vim /etc/hosts | never_programs'],
  ['./deploy now', 'shell | ./deploy now | default_program_policy'],
])('"%s" comes back by the list that names it', async (line, decided) => {
  expect(await decide(line)).toBe(decided);
});

test('a rule may name the words that a command begins with, or other words to run', async () => {
  const prompt_programs = ['npm run', '~rails server->bin/rails server *'];
  expect(await decide('npm run dev', { prompt_programs })).toBe(
    'prompt | npm run dev | prompt_programs: npm run',
  );
  expect(await decide('npm publish', { prompt_programs })).toMatch(/^shell/);
  expect(await decide('ruby rails server -p 1', { prompt_programs })).toBe(
    `prompt | bin/rails server -p 1 | prompt_programs: ${prompt_programs[1]}`,
  );
});

test('what people sit in or leave running is offered, unless a list says otherwise', async () => {
  expect(await decide('npm run dev')).toBe('prompt | npm run dev | usually offered');
  expect(await decide('psql shop')).toBe('prompt | psql shop | usually offered');
  expect(await decide('python3 -q')).toMatch(/^prompt/);
  expect(await decide('python3 migrate.py')).toMatch(/^shell/);
  expect(await decide('python3 -c x')).toMatch(/^shell/);
  expect(await decide('npm publish')).toMatch(/^shell/);
  expect(await decide('npm run dev', { run_programs: ['npm run dev'] })).toMatch(/^run/);
  expect(await decide('npm run dev', { run_programs: ['*'] })).toMatch(/^run/);
  expect(await decide('npm run dev', { never_programs: ['npm'] })).toMatch(/^never/);
});

test('what npm writes over its words is read as its words', async () => {
  const foreground = { argv: ['npm run dev --port 1', '', ''], cwd: '/' };
  const shown = await describeProgram({ root: { argv: ['bash'] }, foreground }, policy, call);
  expect(shown.program).toMatchObject({ argv: ['npm', 'run', 'dev', '--port', '1'] });
});

test.each([
  ['/usr/bin/python3 /usr/bin/ranger /tmp', ['ranger']],
  ['node --inspect /app/node_modules/.bin/vite --port 1', ['vite']],
  ['/usr/bin/mosh-client', ['mosh'], ['-# --ssh=x ada@host |', '192.0.2.1', '60001']],
])(
  '"%s" is known by the name that a person would call it by',
  async (line, run_programs, more = []) => {
    const found = { argv: [...line.split(' '), ...more], cwd: '/' };
    expect((await decideRestore(found, { ...policy, run_programs }, call)).policy).toBe('run');
  },
);

test('a program is only offered once what it read or wrote to is gone', async () => {
  const gone = { kind: 'gone', stream: 0, what: 'a pipe' } as const;
  const found = { argv: ['htop'], redirections: [[gone]], cwd: '/' };
  expect(await decideRestore(found, policy, call)).toEqual({
    policy: 'prompt',
    argv: ['htop'],
    rule: 'its input was a pipe',
  });
});

test('less comes back if it reads a file as its input, and not if it read a pipe', async () => {
  const input = { kind: 'file', stream: 0, path: '/etc/hosts', mode: 'read' } as const;
  const found = { argv: ['less', '-R'], cwd: '/' };
  const fed = { ...found, redirections: [[input]] };
  expect(await decideRestore(fed, policy, call)).toMatchObject({ policy: 'run' });
  expect(await decideRestore(found, policy, call)).toMatchObject({ policy: 'shell' });
});

test('mosh comes back as it was called, and a command on the other machine is only offered', async () => {
  expect(await decideMosh('-# --ssh=x ada@host |')).toMatchObject({
    policy: 'run',
    argv: ['mosh', '--ssh=x', 'ada@host'],
  });
  expect(await decideMosh('-# ada@host -- tmux a |')).toMatchObject({
    policy: 'prompt',
    argv: ['mosh', 'ada@host', '--', 'tmux', 'a'],
  });
  expect(await decideMosh('ada@host')).toMatchObject({ policy: 'shell', rule: 'its key is gone' });
});

test('never wins over every other list, and an offer over a start', async () => {
  const everywhere = { run_programs: ['x', '*'], prompt_programs: ['x'], never_programs: ['x'] };
  expect(await decide('x', everywhere)).toBe('never | x | never_programs');
  expect(await decide('x', { ...everywhere, never_programs: [] })).toBe(
    'prompt | x | prompt_programs',
  );
});

test('a star means all that no list names', async () => {
  expect(await decide('anything', { run_programs: ['*'] })).toBe('run | anything | run_programs');
  expect(await decide('make', { run_programs: ['*'] })).toBe('prompt | make | prompt_programs');
  expect(await decide('anything', { prompt_programs: ['*'] })).toBe(
    'prompt | anything | prompt_programs',
  );
  expect(await decide('vim', { prompt_programs: ['*'] })).toMatch(/^run/);
});

test('the policy for all others is the one that was chosen', async () => {
  expect(await decide('x', { default_program_policy: 'run' })).toMatch(/^run/);
  expect(await decide('x', { default_program_policy: 'prompt' })).toMatch(/^prompt/);
});

test.each([
  'ssh host',
  'ssh -p 22 host',
  'ssh -p22 host',
  'ssh -tt -i key user@host',
  'ssh -vAp 22 -o Compression=yes -J jump host',
  'ssh -N -L 8080:localhost:80 host',
])('"%s" connects again by itself', async (line) => {
  expect(await decide(line)).toBe(`run | ${line} | run_programs`);
});

test.each([
  'ssh host rm -rf build',
  'ssh -t host tmux attach',
  'ssh -p 22 host reboot',
  'ssh -l ada host ls',
])('"%s" is only offered: it runs a command elsewhere', async (line) => {
  expect(await decide(line)).toBe(`prompt | ${line} | it runs a command on the other machine`);
});

test.each(['less', 'less -R', 'less +G', 'man'])('"%s" read from a pipe: a shell', async (line) => {
  expect(await decide(line)).toBe('shell | it read from a pipe');
});

test.each(['less -R file', 'less +G /var/log/syslog', 'man tmux'])(
  '"%s" opens again',
  async (line) => {
    expect(await decide(line)).toBe(`run | ${line} | run_programs`);
  },
);

test('vim opens the session that it keeps up to date, and no other one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-vim-'));
  const session = join(folder, 'Session.vim');
  try {
    expect(await decide('vim a.txt', {}, folder)).toBe('run | vim a.txt | run_programs');
    await writeFile(session, 'let SessionLoad = 1\n');
    expect(await decide('vim a.txt', {}, folder)).toBe('run | vim a.txt | run_programs');
    await writeFile(session, 'let SessionLoad = 1\nlet g:this_obsession = v:this_session\n');
    expect(await decide('nvim a.txt', {}, folder)).toBe('run | nvim -S Session.vim | run_programs');
    expect(await decide('vim -S x.vim', {}, folder)).toBe('run | vim -S x.vim | run_programs');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a shell with nothing in the foreground is at its prompt', async () => {
  const root = { argv: ['/bin/bash', '--norc'], cwd: '/home' };
  expect(await describeProgram({ root }, policy, call)).toEqual({
    kind: 'shell',
    shell: ['/bin/bash', '--norc'],
    restore: { policy: 'shell', argv: [], rule: 'at a prompt' },
  });
});

test('a program in a shell keeps both, and its directory when it is another', async () => {
  const root = { argv: ['zsh', '-l'], cwd: '/home' };
  const here = { argv: ['/usr/bin/vim', 'a'], cwd: '/home' };
  const there = { ...here, cwd: '/src' };
  expect(await describeProgram({ root, foreground: here }, policy, call)).toMatchObject({
    kind: 'command',
    shell: ['zsh', '-l'],
    program: { name: 'vim', argv: ['/usr/bin/vim', 'a'] },
    restore: { policy: 'run' },
  });
  const { program } = await describeProgram({ root, foreground: there }, policy, call);
  expect(program).toEqual({ name: 'vim', argv: ['/usr/bin/vim', 'a'], cwd: '/src' });
});

test.each([
  [['tail', '-f', 'log'], 'follow'],
  [['/bin/sh', '-c', 'while true; do date; done'], 'sh'],
  [['bash', 'script.sh'], 'bash'],
])('%j was started without a shell of its own', async (argv, name) => {
  const described = await describeProgram({ root: { argv, cwd: '/' } }, policy, call);
  expect(described).toMatchObject({ kind: 'command', shell: [], program: { name, argv } });
});

test('nothing is known of a pane whose process is gone', async () => {
  expect(await describeProgram({ root: { argv: [] } }, policy, call)).toMatchObject({
    kind: 'shell',
    shell: [],
  });
});

async function decideMosh(called: string): Promise<Awaited<ReturnType<typeof decideRestore>>> {
  const argv = ['mosh-client', called, '192.0.2.1', '60001'];
  return decideRestore({ argv, cwd: '/' }, { ...policy, run_programs: ['mosh'] }, call);
}
