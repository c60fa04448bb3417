import { expect, test } from 'vitest';
import { openTerminal } from '../../src/term/open-terminal.ts';
import type { Engine } from '../../src/term/open-terminal.ts';
import type { TerminalEvent } from '../../src/term/terminal.ts';
import { linesOf, rowsOf } from './screens.ts';

const engines: readonly Engine[] = ['vt', 'xterm'];
const encoder = new TextEncoder();

test.each(engines)('%s shows, answers, tells and remembers', (engine) => {
  const replies: string[] = [];
  const events: TerminalEvent[] = [];
  const terminal = openTerminal(
    {
      size: { columns: 10, rows: 3 },
      onReply: (reply) => replies.push(reply),
      onEvent: (event) => events.push(event),
    },
    engine,
  );
  terminal.write(
    encoder.encode('\u001B]2;title\u0007\u0007one\r\n\u001B[31mtwo is long enough to wrap\u001B[m'),
  );
  terminal.write(
    encoder.encode('\r\n漢字\u001B[6n\u001B[?1h\u001B[?1002;1006;2004h\u001B]7;file://h/p\u0007'),
  );
  expect(rowsOf(terminal)).toEqual(['g enough t', 'o wrap', '漢字']);
  expect(linesOf(terminal)).toEqual(['one', 'two is long enough to wrap', '漢字']);
  expect(replies).toEqual(['\u001B[3;5R']);
  expect(events).toContainEqual({ kind: 'title', title: 'title' });
  expect(events).toContainEqual({ kind: 'bell' });
  expect(terminal.title).toBe('title');
  expect(terminal.directory).toEqual({ host: 'h', path: '/p' });
  expect(terminal.cell(0, 2)).toMatchObject({ text: '漢', width: 2 });
  expect(terminal.cell(0, 1).style.foreground).toEqual({ kind: 'indexed', index: 1 });
  expect(terminal.modes).toMatchObject({
    applicationCursorKeys: true,
    mouse: 'drag',
    mouseEncoding: 'sgr',
    bracketedPaste: true,
  });
  expect(terminal.history.search('two is')).toEqual([{ line: 1, offset: 0 }]);
  terminal.resize({ columns: 30, rows: 3 });
  expect(linesOf(terminal)).toEqual(['one', 'two is long enough to wrap', '漢字']);
});

test.each(engines)('%s goes on after ED 1 in the last cell of the screen', (engine) => {
  const terminal = openTerminal({ size: { columns: 4, rows: 2 } }, engine);
  terminal.write(encoder.encode('ab\r\ncdef\u001B[1Jx'));
  expect(rowsOf(terminal).join('').trim()).toBe('x');
  terminal.write(encoder.encode('\r\ngh'));
  expect(rowsOf(terminal)).toContain('gh');
});
