import { mkdir, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrivateTmux } from './private-tmux.ts';
import { until } from './until.ts';

/**
 * Builds the fidelity scene: odd layouts, names, sizes and gaps; options, hooks, environment and
 * titles at every level; linked and grouped windows; zoom, marks, copy mode; and 18 programs.
 */
export async function buildScene(server: PrivateTmux): Promise<void> {
  const dirs = await makeDirectories(server);
  await buildWork(server, dirs);
  await buildNeighbours(server, dirs);
  await setServerWideThings(server);
  await buildPrograms(server, dirs);
  await leaveTraces(server, dirs);
}

interface Directories {
  readonly plain: string;
  readonly oneSpace: string;
  readonly twoSpaces: string;
  readonly quotes: string;
  readonly unicode: string;
  readonly gone: string;
  readonly dash: string;
  readonly tilde: string;
  readonly project: string;
}

async function makeDirectories({ sandbox }: PrivateTmux): Promise<Directories> {
  const dirs = {
    plain: sandbox.path('dirs', 'plain'),
    oneSpace: sandbox.path('dirs', 'one space'),
    twoSpaces: sandbox.path('dirs', 'two  double spaces'),
    quotes: sandbox.path('dirs', 'it\'s $HOME "q"'),
    unicode: sandbox.path('dirs', 'unicodé-日本'),
    gone: sandbox.path('dirs', 'gone'),
    dash: sandbox.path('dirs', '-dash'),
    tilde: sandbox.path('dirs', '~tilde'),
    project: sandbox.path('dirs', 'proj'),
  };
  for (const path of Object.values(dirs)) await mkdir(path, { recursive: true });
  await writeFile(join(dirs.project, 'file with  space.txt'), 'hello\n');
  await writeFile(sandbox.path('history.sh'), HISTORY);
  return dirs;
}

const HISTORY = String.raw`
for i in $(seq 1 120); do printf '\033[3%dm%4d\033[0m \033[1;4;48;2;10;%d;90mtruecolor\033[0m trailing   \033[7mrev\033[0m\n' $((i%8)) $i $((i*2)); done
printf '\033]8;;https://example.com/x\033\\link\033]8;;\033\\ after\n'
printf 'wide 日本語 é ☃ 👩‍👩‍👧 end\n'
printf 'x%.0s' $(seq 1 430); echo
printf 'tab\tsep\033[38;5;208m unterminated colour\n'
`;

type Tmux = (...args: readonly string[]) => Promise<string>;

function commands(server: PrivateTmux): Tmux {
  return async (...args) => server.tmux(...args);
}

/** A session with an odd layout, index gaps, options at all levels, a zoomed and a marked pane. */
async function buildWork(server: PrivateTmux, dirs: Directories): Promise<void> {
  const t = commands(server);
  const { plain, oneSpace, twoSpaces, quotes, unicode, dash, tilde } = dirs;
  await t('new-session', '-d', '-s', 'work', '-x', '200', '-y', '50', '-n', 'ed', '-c', plain);
  await t('split-window', '-d', '-t', 'work:0', '-h', '-l', '63', '-c', oneSpace);
  await t('split-window', '-d', '-t', 'work:0.0', '-v', '-l', '17', '-c', twoSpaces);
  await t('split-window', '-d', '-t', 'work:0.2', '-v', '-l', '33%', '-c', quotes);
  await t('split-window', '-d', '-t', 'work:0.1', '-h', '-l', '41', '-c', unicode);
  await t('new-window', '-d', '-t', 'work:3', '-n', 'gap3', '-c', plain);
  await t('new-window', '-d', '-t', 'work:7', '-n', 'na:me.with #S %x', '-c', dash);
  await t('split-window', '-d', '-t', 'work:7', '-h', '-c', tilde);
  await t('split-window', '-d', '-t', 'work:7', '-v', '-c', plain);
  for (const index of ['3', '7', '0']) await t('select-window', '-t', `work:${index}`);
  for (const pane of ['0.1', '0.3']) await t('select-pane', '-t', `work:${pane}`);
  await t('resize-pane', '-Z', '-t', 'work:0.3');
  for (const pane of ['7.2', '7.0']) await t('select-pane', '-t', `work:${pane}`);
  await t('select-pane', '-m', '-t', 'work:7.1');
  await setOptionsOfWork(t);
  await t('select-pane', '-t', 'work:7.1', '-T', 'my title');
  await t('select-pane', '-t', 'work:7.2', '-T', '');
  await t('rename-window', '-t', 'work:3', 'gap3');
  await t('set-option', '-w', '-t', 'work:3', 'automatic-rename', 'on');
  await t('split-window', '-d', '-t', 'work:3', '-v', '-c', plain);
}

async function setOptionsOfWork(t: Tmux): Promise<void> {
  await t('set-environment', '-t', 'work', 'PROJECT', 'my proj');
  await t('set-environment', '-t', 'work', '-r', 'EDITOR');
  await t('set-environment', '-h', '-t', 'work', 'HID', 'x');
  const onSession = [
    ['status-left', '[W]'],
    ['base-index', '0'],
    ['@sess_opt', 's v'],
  ] as const;
  for (const [name, value] of onSession) await t('set-option', '-t', 'work', name, value);
  const onWindows = [
    ['3', 'synchronize-panes', 'on'],
    ['3', 'monitor-activity', 'on'],
    ['3', '@win_opt', "w 'v'"],
    ['7', 'pane-border-status', 'top'],
    ['7', 'remain-on-exit', 'on'],
    ['7', 'automatic-rename', 'off'],
  ] as const;
  for (const [window, name, value] of onWindows) {
    await t('set-option', '-w', '-t', `work:${window}`, name, value);
  }
  await t('set-option', '-p', '-t', 'work:7.1', '@pane_opt', 'p v');
  await t('set-option', '-p', '-t', 'work:7.1', 'window-style', 'bg=colour52');
}

/** Names that are prefixes of others, another size, a group and a linked window. */
async function buildNeighbours(server: PrivateTmux, { plain, gone }: Directories): Promise<void> {
  const t = commands(server);
  const size = ['-x', '200', '-y', '50'] as const;
  await t('new-session', '-d', '-s', 'foobar', ...size, '-n', 'fbwin', '-c', plain);
  await t('new-session', '-d', '-s', 'foo', ...size, '-n', 'foowin', '-c', gone);
  const small = ['-x', '90', '-y', '20', '-n', 'small', '-c', plain] as const;
  await t('new-session', '-d', '-s', 'my sess = x', ...small);
  await t('split-window', '-d', '-t', '=my sess = x:0', '-h', '-l', '31');
  await t('new-session', '-d', '-s', 'grp_a', ...size, '-n', 'g0', '-c', plain);
  await t('new-window', '-d', '-t', 'grp_a:1', '-n', 'g1');
  await t('new-window', '-d', '-t', 'grp_a:2', '-n', 'g2');
  await t('new-session', '-d', '-s', 'grp_b', '-t', 'grp_a');
  for (const index of ['2', '1']) await t('select-window', '-t', `grp_b:${index}`);
  await t('set-option', '-t', 'grp_b', '@gopt', 'yes');
  await t('link-window', '-d', '-s', 'foo:foowin', '-t', 'work:9');
}

async function setServerWideThings(server: PrivateTmux): Promise<void> {
  const t = commands(server);
  await t('set-buffer', '-b', 'note', 'remember  this');
  await t('bind-key', '-T', 'prefix', 'F5', 'display-message', 'hi');
  await t('bind-key', '-T', 'mytable', 'x', 'display', 'y');
  await t('set-option', '-g', '@global_opt', 'gv');
  await t('set-option', '-s', '@server_opt', 'sv');
  await t('set-environment', '-g', 'GENV', 'gval');
  await t('set-hook', '-t', 'work', 'session-renamed', 'display hi');
}

const PYTHON = String.raw`python3 -c 'import time,sys; time.sleep(5004)' 'a b' '$HOME' '*' $'x\ny'`;

/** Index, window name, what is typed, and what then runs in the foreground. */
const TYPED = [
  [1, 'vim', "vim 'file with  space.txt'", 'vim'],
  [2, 'less', 'less +1 "file with  space.txt"', 'less'],
  [3, 'bgjob', 'sleep 5001 & sleep 5002', 'sleep'],
  [4, 'nested', `bash --norc -c 'bash --norc -c "sleep 5003; true"; true'`, 'bash'],
  [5, 'quoted', PYTHON, 'python3'],
  [6, 'env', "FOO=bar BAZ='q q' sleep 5005", 'sleep'],
  [7, 'pipe', 'sleep 5006 | tail -f /dev/null | cat', 'sleep'],
  [8, 'subsh', '(cd /usr && exec sleep 5007)', 'sleep'],
  [9, 'altscr', 'less /etc/services', 'less'],
  [10, 'exec', 'exec sleep 5008', 'sleep'],
  [11, 'sudo', 'watch -n 1000 date', 'watch'],
  [12, 'node', "node -e 'setTimeout(()=>{},1e9)' -- --flag 'v v'", 'node'],
  [13, 'stopped', 'sleep 5009', 'sleep'],
] as const;

async function buildPrograms(server: PrivateTmux, { project }: Directories): Promise<void> {
  const t = commands(server);
  const place = ['-c', project] as const;
  await t('new-session', '-d', '-s', 'proc', '-x', '200', '-y', '50', '-n', 'p0', ...place);
  for (const [index, name] of TYPED) {
    await t('new-window', '-d', '-t', `proc:${index}`, '-n', name, ...place);
  }
  for (const [index, , line, program] of TYPED) {
    await server.type(`proc:${index}`, line);
    await server.runs(`proc:${index}`, program);
  }
  const follow = "tail -f 'file with  space.txt'";
  await t('new-window', '-d', '-t', 'proc:20', '-n', 'direct', ...place, follow);
  await t('new-window', '-d', '-t', 'proc:21', '-n', 'dead', ...place);
  await t('set-option', '-w', '-t', 'proc:21', 'remain-on-exit', 'on');
  await t('respawn-pane', '-k', '-t', 'proc:21', "sh -c 'echo bye; exit 3'");
  const colours = `bash -c 'bash "${server.sandbox.path('history.sh')}"; exec bash --norc'`;
  await t('new-window', '-d', '-t', 'proc:22', '-n', 'colors', ...place, colours);
}

/** What comes last: a stopped job, a deleted directory, a scrolled pane, a history of windows. */
async function leaveTraces(server: PrivateTmux, { gone }: Directories): Promise<void> {
  const t = commands(server);
  for (const index of [1, 2, 9, 11]) {
    await until(
      `a full screen in proc:${index}`,
      async () => (await server.ask(`proc:${index}`, '#{alternate_on}')) === '1',
    );
  }
  await until('a dead pane', async () => (await server.ask('proc:21', '#{pane_dead}')) === '1');
  await server.prompt('proc:22');
  await t('send-keys', '-t', 'proc:13', 'C-z');
  await server.shows('proc:13', 'Stopped');
  await rmdir(gone);
  await t('copy-mode', '-t', 'proc:22');
  await t('send-keys', '-X', '-t', 'proc:22', '-N', '37', 'scroll-up');
  for (const index of ['5', '1']) await t('select-window', '-t', `proc:${index}`);
}
