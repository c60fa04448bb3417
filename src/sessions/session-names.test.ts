import { expect, test } from 'vitest';
import { sessionEnvironment, withVariables } from './spawn/environment.ts';
import { freeName, sessionName } from './table/session-name.ts';

test.each([
  ['editor', 'editor'],
  ['my app', 'my-app'],
  ['a.b:c', 'a-b-c'],
  ['-x', 'x'],
  ['ü_1', '_1'],
])('%s is called %s', (written, name) => {
  expect(sessionName(written)).toBe(name);
});

test.each(['', '..', '../x', 'a/b', 'a\\b', 'a\0b', '---', '日本', 'x'.repeat(65)])(
  '%j is no name',
  (written) => {
    expect(() => sessionName(written)).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }));
  },
);

test('a free name is "default", then that of the program, then numbered', () => {
  const taken = new Set<string>();
  const names = Array.from({ length: 4 }, () => {
    const name = freeName(['/usr/bin/vim', 'x'], (one) => taken.has(one));
    taken.add(name);
    return name;
  });
  expect(names).toEqual(['default', 'vim', 'vim-2', 'vim-3']);
  expect(freeName(['日本'], (one) => one === 'default')).toBe('session');
});

test('what tells of another terminal is left out, and what is the caller’s own is kept', () => {
  const foreign = ['TMUX=a', 'TMUX_PANE=%1', 'STY=1', 'KITTY_PID=1', 'VTE_VERSION=1', 'LINES=5'];
  const own = ['PATH=/bin', 'TMUX_TMPDIR=/t', 'STET_SOCKET_DIR=/s', 'LINESMAN=1', 'WINDOWS=1'];
  const env = sessionEnvironment([...foreign, ...own, 'TERM=dumb'], {
    id: 'p_1',
    name: 'n',
    term: '',
  });
  expect(env).toEqual([
    ...own,
    'TERM=xterm-256color',
    'COLORTERM=truecolor',
    'STET_SESSION=n',
    'STET_SESSION_ID=p_1',
  ]);
  expect(withVariables(['A=1', 'B=2'], ['A=3'])).toEqual(['B=2', 'A=3']);
});
