import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { readNotes } from './read-notes.ts';

const NOTE = `# Pay the bill

Text with cd /elsewhere && rm -rf x in it.

## Resume

\`\`\`
cd ~/src/pay && opencode --session ses_12ab
\`\`\`

- \`cd "/srv/my project" && claude --resume 97938b6b-bee3-4086-a74e-2840715d794e\`
$ cd /srv && opencode -s ses_x
cd /srv && opencode -s ses_x

## Done

cd /srv && make
`;

test('the Resume blocks of a note are read, each once, and nothing else of it', () => {
  expect(readNotes(NOTE)).toEqual({
    title: 'Pay the bill',
    lines: [
      { directory: `${homedir()}/src/pay`, argv: ['opencode', '--session', 'ses_12ab'] },
      {
        directory: '/srv/my project',
        argv: ['claude', '--resume', '97938b6b-bee3-4086-a74e-2840715d794e'],
      },
      { directory: '/srv', argv: ['opencode', '-s', 'ses_x'] },
    ],
    problems: [],
  });
});

test.each([
  'cd $(reboot) && opencode',
  'cd /srv && opencode -s x; reboot',
  'cd /srv && opencode "$HOME"',
  'cd /srv && a | b',
  'cd /srv /tmp && a',
])('%j is told and left out: a shell would do more with it than split it', (line) => {
  const notes = readNotes(`## Resume\n${line}\n`);
  expect(notes?.lines).toEqual([]);
  expect(notes?.problems).toMatchObject([{ code: 'LINE_LEFT_OUT' }]);
});

test('a text without a Resume heading is no such note', () => {
  expect(readNotes('# Notes\ncd /srv && opencode\n')).toBeUndefined();
  expect(readNotes('new_tab x\nlaunch vim\n')).toBeUndefined();
});
