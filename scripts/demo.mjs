// Shows stet at work, in a world of its own that is gone afterwards. Exits 0 only when everything
// came back.
import { showSessions } from './demo/sessions.mjs';
import { showTmux } from './demo/tmux.mjs';
import { isInstalled, leave, say } from './demo/world.mjs';

process.once('SIGINT', () => void leave(130));
process.once('SIGTERM', () => void leave(143));
try {
  await showSessions();
  if (isInstalled('tmux')) await showTmux();
  else say('', 'tmux is not installed here, so its part is left out.');
  say('', 'Everything came back. Nothing of yours was touched.');
  await leave(0);
} catch (failure) {
  say('', `The demo failed: ${failure instanceof Error ? failure.message : String(failure)}`);
<<<<<<< HEAD
  await leave(1);
=======
  leave(1);
}

function isInstalled(program) {
  return spawnSync('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', program]).status === 0;
}

/** A home, a configuration and a folder for sockets that nobody else uses. */
function makeWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'stet-demo-'));
  chmodSync(folder, 0o700);
  const home = join(folder, 'home');
  const sockets = join('run', `tmux-${userInfo().uid}`);
  for (const path of ['bin', sockets, 'home/project/src', 'home/.config/stet']) {
    mkdirSync(join(folder, path), { recursive: true, mode: 0o700 });
  }
  symlinkSync(stetFile, join(folder, 'bin/stet'));
  const socket = join(folder, sockets, 'default');
  // Without this stet would, as it should, look at every tmux server that you run.
  const settings = { tmux_sockets: [socket], kitty_sockets: [join(home, 'no-kitty')] };
  writeFileSync(join(home, '.config/stet/config.json'), JSON.stringify(settings));
  writeFileSync(join(home, '.bashrc'), "PS1='$ '\n");
  return { folder, home, socket, env: environment(folder, home) };
}

function environment(folder, home) {
  const mine = Object.entries(process.env).filter(
    ([name]) => !/^(?:TMUX|STET|KITTY|XDG|npm|NODE|GIT)/i.test(name) && name !== 'ENV',
  );
  return {
    ...Object.fromEntries(mine),
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: home,
    TMUX_TMPDIR: join(folder, 'run'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    SHELL: isInstalled('bash') ? '/bin/bash' : '/bin/sh',
    PS1: '$ ',
    TERM: 'xterm-256color',
    LC_ALL: 'C.UTF-8',
    LESSHISTFILE: '-',
  };
}

/** Several sessions, nested splits, programs and coloured history. */
async function buildScene() {
  step('A private tmux server with three sessions, as you might have left them');
  writeProject();
  tmux(
    '-f',
    '/dev/null',
    'new-session',
    '-d',
    '-s',
    'code',
    '-n',
    'edit',
    ...size(),
    ...at('project'),
  );
  tmux('split-window', '-d', '-h', '-l', '63', '-t', 'code:0', ...at('project/src'));
  tmux('split-window', '-d', '-v', '-l', '17', '-t', 'code:0.0', ...at());
  tmux('split-window', '-d', '-h', '-l', '41', '-t', 'code:0.1', ...at('project/src'));
  tmux('new-window', '-d', '-t', 'code:3', '-n', 'read', ...at('project'));
  tmux('new-session', '-d', '-s', 'watch', '-n', 'machine', ...size(), ...at());
  tmux('split-window', '-d', '-v', '-t', 'watch:0', ...at('project'));
  tmux('new-session', '-d', '-s', 'notes and more', '-n', 'plain', ...size(), ...at());
  await run('code:0.0', isInstalled('vim') ? 'vim' : 'vi', 'notes.md');
  await run('code:0.1', 'tail', '-f project/build.log');
  await run('code:3.0', 'less', '+40 build.log');
  await run('watch:0.0', isInstalled('htop') ? 'htop' : 'top');
  await run('watch:0.1', 'watch', '-n 60 date');
  type('code:0.2', 'sh ../history.sh');
  await until('the history is printed', () => contents('code:0.2').includes(`event ${ROWS}`));
  tmux('select-pane', '-t', 'code:0.2', '-T', 'the history pane');
  tmux('select-pane', '-t', 'code:0.3');
  tmux('resize-pane', '-Z', '-t', 'code:0.3');
  tmux('select-window', '-t', 'code:3');
  tmux('select-window', '-t', 'code:0');
  show();
}

function writeProject() {
  const lines = (text) => Array.from({ length: ROWS }, (_, row) => text(row + 1)).join('\n');
  const project = join(world.home, 'project');
  writeFileSync(join(project, 'notes.md'), '# Notes\n\nLet it stand.\n');
  writeFileSync(join(project, 'build.log'), `${lines((row) => `step ${row} of ${ROWS}: done`)}\n`);
  const print = "printf '\\033[1;3%dm%s\\033[0m event %d, \\033[38;5;%dmin colour\\033[0m\\n'";
  writeFileSync(
    join(project, 'history.sh'),
    `i=1; while [ $i -le ${ROWS} ]; do ${print} $((i % 7 + 1)) "[$i]" $i $((i % 200 + 16)); i=$((i + 1)); done\n`,
  );
}

async function theShortWay(before) {
  step('Save, end the server, restore; then ask tmux itself what is there');
  const saved = JSON.parse(stet('save', 'demo', '--json'));
  const { windows, tabs, panes, lines } = saved.checkpoint;
  say(`saved ${windows} sessions, ${tabs} windows, ${panes} panes and ${lines} lines of output`);
  tmux('kill-server');
  say('the server is gone');
  const { report, fidelity } = JSON.parse(stet('restore', 'demo', '--json'));
  const counts = ['restored', 'approximated', 'skipped', 'failed'];
  say(counts.map((part) => `${report[part].length} ${part}`).join(', '));
  for (const { name, message } of [...report.approximated, ...report.skipped, ...report.failed]) {
    say(`  ${name}: ${message}`);
  }
  say(`fidelity: ${fidelity.kept} of ${fidelity.total} facts, of ${fidelity.kinds.length} kinds`);
  for (const { kind, lost } of fidelity.kinds) {
    for (const { subject, before: was, after } of lost)
      say(`  lost: ${kind} of ${subject}: ${was} -> ${after}`);
  }
  await compare(before);
  if (fidelity.kept !== fidelity.total || fidelity.total === 0) throw new Error('facts were lost');
}

async function asTyped(before) {
  step('The same as you would type it');
  for (const line of ['stet save work', 'tmux kill-server', 'stet restore work', 'stet list']) {
    say(`$ ${line}`);
    const { status, stdout, stderr } = inWorld('/bin/sh', ['-c', line]);
    say(...`${stdout}${stderr}`.trimEnd().split('\n'), '');
    if (status !== 0) throw new Error(`"${line}" ended with ${status}`);
  }
  await compare(before);
}

/** What tmux, and nobody else, says about every pane; programs may take a moment to come up. */
async function compare(before) {
  let now = look();
  const isSame = () => {
    now = look();
    return now.every((line, index) => line === before[index]) && now.length === before.length;
  };
  await until('tmux shows what it showed before', isSame).catch((failure) => {
    for (const line of before.filter((was) => !now.includes(was))) say(`  missing: ${line}`);
    throw failure;
  });
  const events = before.reduce((sum, line) => sum + Number(/(\d+) events$/.exec(line)?.[1]), 0);
  say(`tmux agrees: ${before.length} panes with their places, directories, programs and titles,`);
  say(`and ${events} lines of coloured history`);
  if (events !== ROWS) throw new Error(`${ROWS} lines of history were printed`);
}

function look() {
  const session = '#{session_name}:#{window_index}.#{pane_index} #{window_name}';
  const place = '#{window_layout} #{window_active}#{pane_active}#{window_zoomed_flag}';
  const format = [
    session,
    place,
    '#{pane_current_path}',
    '#{pane_current_command}',
    '#{pane_title}',
  ];
  const panes = tmux('list-panes', '-a', '-F', format.join(' | ')).trimEnd().split('\n');
  return panes.map((line) => {
    const output = contents(line.slice(0, line.indexOf(' ', line.indexOf(':'))));
    const events = output.match(/\[\d+\] event \d+, in colour/g) ?? [];
    // tmux numbers its panes anew; the layout is the same but for that.
    return `${line.replace(/[0-9a-f]{4},(\d+x\d+\S+)/, (_, own) => own.replaceAll(/(\d+x\d+,\d+,\d+),\d+/g, '$1'))} | ${events.length} events`;
  });
}

function show() {
  const format =
    '#{session_name}:#{window_index}.#{pane_index}|#{pane_current_command}|#{pane_current_path}';
  for (const line of tmux('list-panes', '-a', '-F', format).trimEnd().split('\n')) {
    const [place, program, path] = line.split('|');
    say(`${place.padEnd(20)} ${program.padEnd(6)} ${path.replace(world.home, '~')}`);
  }
}

function contents(target) {
  return tmux('capture-pane', '-p', '-S', '-', '-t', target);
}

async function run(target, program, words = '') {
  type(target, `${program} ${words}`.trim());
  await until(`${program} runs`, () => {
    const current = tmux('display-message', '-p', '-t', target, '#{pane_current_command}').trim();
    return current === program || (program === 'vi' && current.startsWith('vi'));
  });
}

function type(target, line) {
  tmux('send-keys', '-t', target, line, 'Enter');
}

function size() {
  return ['-x', '160', '-y', '45'];
}

function at(path = '') {
  return ['-c', join(world.home, path)];
}

function tmux(...args) {
  return must('tmux', ['-S', world.socket, ...args]);
}

function stet(...args) {
  return must(process.execPath, [stetFile, ...args]);
}

function must(command, args) {
  const { status, stdout, stderr, error } = inWorld(command, args);
  if (status === 0) return stdout;
  const said = stderr?.trim() || error?.message || `status ${status}`;
  throw new Error(`${command} ${args.slice(0, 6).join(' ')}: ${said}`);
}

function inWorld(command, args) {
  const options = { env: world.env, cwd: world.home, encoding: 'utf8', timeout: 60_000 };
  return spawnSync(command, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
}

async function until(fact, holds) {
  const deadline = Date.now() + DEADLINE_MS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Not within ${DEADLINE_MS / 1000} s: ${fact}`);
    await sleep(50);
  }
}

function step(title) {
  console.log(`\n${title}\n`);
}

function say(...lines) {
  for (const line of lines) console.log(`  ${line}`.trimEnd());
}

function leave(status) {
  inWorld('tmux', ['-S', world.socket, 'kill-server']);
  rmSync(world.folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(status);
>>>>>>> kitty
}
