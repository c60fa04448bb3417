// stet's own sessions: driven from the command line, cut off as by a power cut, and brought back.
import { asTyped, isInstalled, reboot, ROWS, say, step, stet, until } from './world.mjs';

const EDITOR = ['vim', 'vi'].find(isInstalled);
const MONITOR = ['htop', 'top'].find(isInstalled);

export async function showSessions() {
  await buildScene();
  const before = look();
  step('Save, lose everything at once, restore');
  asTyped('stet save');
  await reboot();
  say('The power is gone: no process is left, and nothing in /run', '');
  asTyped('stet restore');
  show();
  await compare(before);
}

/** A shell that printed something, an editor, a pager that follows a file, a monitor. */
async function buildScene() {
  step('Sessions that stet hosts itself');
  stet('spawn', '--name', 'work', '--cwd', 'project', isInstalled('bash') ? 'bash' : 'sh');
  stet('wait-for', '-s', 'work', '--prompt');
  stet('submit', '-s', 'work', 'sh history.sh');
  stet('wait-for', '-s', 'work', `event ${ROWS}, in colour`);
  stet('spawn', '--name', 'log', 'tail', '-f', 'project/build.log');
  stet('wait-for', '-s', 'log', `step ${ROWS} of ${ROWS}`);
  if (EDITOR !== undefined) {
    stet('spawn', '--name', 'editor', EDITOR, 'project/notes.md');
    stet('wait-for', '-s', 'editor', 'Let it stand');
  }
  if (MONITOR !== undefined) {
    stet('spawn', '--name', 'monitor', MONITOR);
    stet('wait-for', '-s', 'monitor', 'PID');
  }
  show();
  asTyped('stet snapshot -s work --format text | tail -4');
}

function sessions() {
  return JSON.parse(stet('list-sessions', '--json')).sessions;
}

function show() {
  for (const { id, name, command } of sessions()) say(`${name.padEnd(9)} ${id}  ${command}`);
  say('');
}

/** Every session by name and id, and all that the shell printed. */
function look() {
  const { scrollback, text } = JSON.parse(
    stet('snapshot', '-s', 'work', '--json', '--scrollback', '0..'),
  );
  const lines = [...scrollback.lines, ...text.split('\n')];
  const printed = new Set(lines.filter((line) => /event \d+, in colour/.test(line)));
  return { names: sessions().map(({ id, name }) => `${name} ${id}`), printed: [...printed] };
}

async function compare(before) {
  if (EDITOR !== undefined) stet('wait-for', '-s', 'editor', 'Let it stand');
  if (MONITOR !== undefined) stet('wait-for', '-s', 'monitor', 'PID');
  let now = look();
  const isSame = () => {
    now = look();
    return JSON.stringify(now) === JSON.stringify(before);
  };
  await until('the sessions show what they showed before', isSame);
  say(`${now.names.length} sessions are back under their names and ids, their programs run,`);
  say(`and ${now.printed.length} lines of coloured output stand above the new prompt`);
  if (now.printed.length !== ROWS) throw new Error(`${ROWS} lines were printed`);
}
