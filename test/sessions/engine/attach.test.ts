import { expect, test } from 'vitest';
import type { SessionExit } from '../../../src/protocol/session-answers.ts';
import type { Attachment } from '../../../src/sessions/sessions.ts';
import { openTerminal } from '../../../src/term/open-terminal.ts';
import { renderAnsi } from '../../../src/term/render-ansi.ts';
import type { Terminal, TerminalSize } from '../../../src/term/terminal.ts';
import { until } from '../../hosts/until.ts';
import { needs } from '../../hosts/requirements.ts';
import { PrivateHouse } from './private-house.ts';

needs('bash', 'vim');

/** A person's terminal: what it is shown, what it answers, and what it sends. */
class Person {
  readonly terminal: Terminal;
  readonly attachment: Attachment;
  replies = '';
  exit: SessionExit | undefined = undefined;

  constructor(house: PrivateHouse, size: TerminalSize, watches = false) {
    this.terminal = openTerminal({
      size,
      onReply: (reply) => {
        this.replies += reply;
      },
    });
    this.attachment = house.sessions.attach('', {
      ...(!watches && { size }),
      show: (bytes) => this.terminal.write(bytes),
      ended: (exit) => {
        this.exit = exit;
      },
    });
  }

  get screen(): string {
    const rows = Array.from({ length: this.terminal.size.rows }, (_, row) =>
      this.terminal.line(row),
    );
    return renderAnsi(rows.map(({ runs }) => ({ runs, wraps: false })));
  }

  type(text: string): void {
    this.attachment.input(Buffer.from(text));
  }
}

async function sameScreen(house: PrivateHouse, person: Person): Promise<void> {
  await until('both screens are the same', async () => {
    const { content, cursor } = await house.ask('session.snapshot', { format: 'ansi' });
    const { x, y } = person.terminal.cursor;
    return content === person.screen && cursor.row === y && cursor.col === x && [];
  });
}

test('a person sees the screen as it is, types into it, and the size follows', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc']);
  await house.shows('$ ');
  await house.ask('session.submit', { text: String.raw`printf '\033[31mred\033[0m\n'` });
  await house.shows('red');
  const person = new Person(house, { columns: 60, rows: 12 });
  await until('it has the size', async () => {
    const { size } = await house.ask('session.snapshot');
    return size.cols === 60 && size.rows === 12 && [];
  });
  await sameScreen(house, person);
  person.type('echo typed by hand\r');
  await house.shows('typed by hand');
  await sameScreen(house, person);
  expect((await house.ask('session.list')).sessions[0]?.attached).toBe(1);
  person.type('exit 5\r');
  await until('it is told of the end', async () => person.exit !== undefined && []);
  expect(person.exit).toMatchObject({ exit_code: 5 });
});

test('vim looks the same to a person who comes late, with its modes, and after it is left', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc'], { size: { cols: 60, rows: 12 } });
  await house.shows('$ ');
  await house.ask('session.submit', { text: 'vim -u NONE -N -c "set mouse=a"' });
  await house.shows('~');
  await house.ask('session.type', { text: 'ihello' });
  await house.shows('hello');
  const person = new Person(house, { columns: 60, rows: 12 });
  await sameScreen(house, person);
  expect(person.terminal.modes.alternateScreen).toBe(true);
  person.type('\u001B:q!\r');
  await house.ask('session.wait', { anyOf: [{ prompt: true }] });
  await sameScreen(house, person);
  expect(person.terminal.modes.alternateScreen).toBe(false);
});

test('only one terminal answers, and what another one answers goes nowhere', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc'], { size: { cols: 60, rows: 12 } });
  await house.shows('$ ');
  const person = new Person(house, { columns: 60, rows: 12 });
  const ask = String.raw`printf '\033[c\033[6n\033[>q\033]11;?\007\033[?u\033P+q544e\033\\'; read -rst 0.3 -d '' x; echo`;
  await house.ask('session.submit', { text: `${ask} asked` });
  await house.shows('asked');
  expect(person.replies).toBe('');
  person.type('\u001B[?62;22c\u001B[12;4R\u001B]11;rgb:0/0/0\u0007\u001BP>|other\u001B\\');
  person.type('echo clean\r');
  await house.shows('clean');
  expect(await house.screen()).toMatch(/\$ echo clean\nclean\n\$$/);
});

test('someone who watches changes nothing', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '--norc']);
  await house.shows('$ ');
  const watcher = new Person(house, { columns: 100, rows: 40 }, true);
  watcher.attachment.resize({ columns: 30, rows: 5 });
  watcher.type('echo no\r');
  const other = new Person(house, { columns: 80, rows: 24 });
  other.type('echo yes\r');
  await house.shows('yes');
  const { size, text } = await house.ask('session.snapshot');
  expect(size).toEqual({ cols: 80, rows: 24 });
  expect(text).not.toContain('echo no');
  await until('the watcher sees it too', async () => watcher.screen.includes('yes') && []);
  for (const { attachment } of [watcher, other]) attachment.detach();
  expect((await house.ask('session.list')).sessions[0]?.attached).toBe(0);
});

test('an escape key alone arrives at once', async () => {
  await using house = await PrivateHouse.make();
  await house.spawn(['bash', '-c', 'read -rsn1 key; printf %q "$key"; sleep 100']);
  const person = new Person(house, { columns: 80, rows: 24 });
  person.type('\u001B');
  const text = String.raw`$'\E'`;
  expect(await house.ask('session.wait', { anyOf: [{ text }] })).toMatchObject({ found: true });
});
