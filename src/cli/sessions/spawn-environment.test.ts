import { expect, test } from 'vitest';
import { spawnEnvironment } from './spawn-environment.ts';

test('a session gets what the caller has, but nothing about the caller’s terminal', () => {
  const env = {
    PATH: '/bin',
    TMUX: '/tmp/tmux-0/default,1,0',
    KITTY_WINDOW_ID: '1',
    TERM: 'screen',
    NO_COLOR: '1',
    STET_SESSION: 'other',
    VTE_VERSION: '6800',
    TERMS_OF_USE: 'accepted',
    LINES: '50',
  };
  expect(spawnEnvironment(env, [])).toEqual(['PATH=/bin', 'TERMS_OF_USE=accepted']);
});

test('what was asked for by name comes last, replaces what was there, and may be anything', () => {
  const asked = ['NO_COLOR=1', 'PATH=/a=b', 'EMPTY=', 'PATH=/last'];
  expect(spawnEnvironment({ PATH: '/bin', HOME: '/home/me' }, asked)).toEqual([
    'HOME=/home/me',
    'NO_COLOR=1',
    'PATH=/last',
    'EMPTY=',
  ]);
});
