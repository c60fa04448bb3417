// Saves and restores a tmux server of many panes, side by side with tmux-resurrect.
//
//   npm run bench:tmux                          stet alone
//   RESURRECT=/path/to/tmux-resurrect npm run bench:tmux
//
// Both work on the same private server in the same run. Figures are whole commands, start-up of
// Node and of bash included, as a user waits for them: wall seconds, the median of RUNS.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SESSIONS = Number(process.env.SESSIONS ?? 20);
const RUNS = Number(process.env.RUNS ?? 3);
const LINES = 200;
const root = fileURLToPath(new URL('..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'stet-bench-'));
const socket = join(home, 'tmux', 'default');
const { TMUX: _, ...outer } = process.env;
const env = {
  ...outer,
  HOME: home,
  XDG_STATE_HOME: join(home, 'state'),
  XDG_CONFIG_HOME: join(home, 'config'),
  XDG_DATA_HOME: join(home, 'data'),
  STET_TMUX_SOCKETS: socket,
  STET_KITTY_SOCKETS: join(home, 'no-kitty'),
};

try {
  const rows = [await measureStet(), ...(await measureResurrect())];
  printTable(rows);
} finally {
  tmux('kill-server');
  rmSync(home, { recursive: true, force: true });
}

async function measureStet() {
  const stet = (...args) => timed('node', [join(root, 'bin/stet.js'), ...args]);
  await startServer();
  const structure = median(() => stet('save', 'bench', '--scrollback', 'none'));
  const contents = median(() => stet('save', 'bench'));
  const restore = await medianOfRestores(() => stet('restore', 'bench'));
  return { name: 'stet', structure, contents, restore };
}

async function measureResurrect() {
  const folder = process.env.RESURRECT;
  if (folder === undefined || !existsSync(join(folder, 'scripts/save.sh'))) {
    console.log('tmux-resurrect is left out: set RESURRECT to a checkout of it\n');
    return [];
  }
  const script = (name) => () =>
    timed('tmux', ['-S', socket, 'run-shell', `${folder}/scripts/${name}`]);
  await startServer();
  tmux('set-option', '-g', '@resurrect-dir', join(home, 'resurrect'));
  const structure = median(script('save.sh quiet'));
  tmux('set-option', '-g', '@resurrect-capture-pane-contents', 'on');
  const contents = median(script('save.sh quiet'));
  const restore = await medianOfRestores(script('restore.sh'), async () => {
    await until(() => {
      tmux('new-session', '-d', '-s', '0', '-x', '200', '-y', '50');
      return tmux('list-sessions') !== '';
    });
    tmux('set-option', '-g', '@resurrect-dir', join(home, 'resurrect'));
    tmux('set-option', '-g', '@resurrect-capture-pane-contents', 'on');
  });
  return [{ name: 'tmux-resurrect', structure, contents, restore }];
}

/** Every session has five windows of two panes, and every pane some coloured output. */
async function startServer() {
  await stopServer();
  spawnSync('mkdir', ['-p', '-m', '700', join(home, 'tmux')]);
  writeFileSync(
    join(home, '.tmux.conf'),
    'set -g default-command "bash --norc"\nset -g status off\n',
  );
  const commands = [];
  for (let session = 0; session < SESSIONS; session += 1) {
    commands.push(`new-session -d -s s${session} -x 200 -y 50`);
    for (let window = 1; window < 5; window += 1)
      commands.push(`new-window -d -t s${session}:${window}`);
    for (let window = 0; window < 5; window += 1)
      commands.push(`split-window -d -h -t s${session}:${window}`);
  }
  tmux('start-server', ';', 'source-file', script(commands));
  const panes = tmux('list-panes', '-a', '-F', '#{pane_id}').split('\n').filter(Boolean);
  const print = `seq -f "\\033[32mline %g of the bench\\033[0m" ${LINES} | xargs -0 printf "%b"; echo READY`;
  tmux('source-file', script(panes.map((pane) => `send-keys -t ${pane} '${print}' Enter`)));
  for (const pane of panes)
    await until(() => /^READY$/m.test(tmux('capture-pane', '-p', '-t', pane)));
}

function script(commands) {
  const path = join(home, 'script.conf');
  writeFileSync(path, `${commands.join('\n')}\n`);
  return path;
}

async function medianOfRestores(restore, prepare = () => undefined) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    await stopServer();
    await prepare();
    times.push(restore());
  }
  return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)];
}

async function stopServer() {
  tmux('kill-server');
  await until(() => tmux('list-sessions') === '');
}

function median(work) {
  const times = Array.from({ length: RUNS }, work).toSorted((a, b) => a - b);
  return times[Math.floor(RUNS / 2)];
}

function timed(command, args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { env, timeout: 120_000 });
  if (status !== 0) {
    console.error(`failed: ${command} ${args.join(' ')}: ${stderr}`);
    return Number.NaN;
  }
  return (performance.now() - start) / 1000;
}

function tmux(...args) {
  return spawnSync('tmux', ['-u', '-S', socket, ...args], { env, encoding: 'utf8' }).stdout;
}

async function until(fact) {
  for (const deadline = performance.now() + 60_000; !fact();) {
    if (performance.now() > deadline) throw new Error('The bench server did not get ready');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function printTable(rows) {
  const [own] = rows;
  console.log(
    `${SESSIONS * 10} panes of ${LINES} lines, median of ${RUNS}, seconds (ratio to stet)\n`,
  );
  console.log(
    '| | save structure | save with contents | restore with contents |\n|---|---|---|---|',
  );
  for (const row of rows) {
    const cell = (key) =>
      Number.isNaN(row[key])
        ? 'failed'
        : `${row[key].toFixed(2)} (${(row[key] / own[key]).toFixed(1)}×)`;
    console.log(
      `| ${row.name} | ${cell('structure')} | ${cell('contents')} | ${cell('restore')} |`,
    );
  }
}
