// A real tmux server, saved, ended and restored; judged by stet's own score, and by what tmux says.
import { join } from 'node:path';
import { asTyped, isInstalled, must, ROWS, say, step, stet, until, world } from './world.mjs';

export async function showTmux() {
  await buildScene();
  const before = look();
  await theShortWay(before);
  step('The same as you would type it');
  asTyped('stet save work', 'tmux kill-server', 'stet restore work', 'stet list');
  await compare(before);
}

/** Several sessions, nested splits, programs and coloured history. */
async function buildScene() {
  step('A private tmux server with three sessions, as you might have left them');
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
