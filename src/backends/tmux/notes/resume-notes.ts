import { join } from 'node:path';
import type { Tab } from '../../../model/checkpoint.ts';
import { newStableId } from '../../../model/ids.ts';
import type { Call } from '../../../os/call.ts';
import { userShell } from '../../../os/epoch.ts';
import type { CapturedPane, ForeignFormat, HostCapture } from '../../backend.ts';
import { readNotes, type ResumeLine, type ResumeNotes } from './read-notes.ts';

const SIZE = { cols: 80, rows: 24 };

/** Markdown notes with "## Resume" and `cd … && opencode --session …` in them: a tab for each. */
export const resumeNotes: ForeignFormat = {
  name: 'resume-notes',
  extension: '.md',
  write: () => [],
  read: (text, call) => {
    const notes = readNotes(text);
    return notes === undefined || notes.lines.length === 0 ? undefined : captureOf(notes, call);
  },
};

/** As if the user's own tmux server had a session with all of them, none of them started. */
function captureOf({ title, lines, problems }: ResumeNotes, call: Call): HostCapture {
  const base = process.env['TMUX_TMPDIR'] ?? '/tmp';
  const endpoint = join(base, `tmux-${process.getuid?.() ?? 0}`, 'default');
  const key = `tmux:${endpoint}`;
  const entries = lines.map((line) => ({
    line,
    tab: newStableId('t', call.entropy),
    pane: newStableId('p', call.entropy),
  }));
  const window = {
    host: key,
    ref: '$0',
    name: title.replaceAll(/[.:\p{Cc}]/gu, '-').slice(0, 60) || 'notes',
    tabs: entries.map(({ tab }, index) => ({ tab, index })),
    tabHistory: [],
  };
  return {
    key,
    host: {
      kind: 'tmux',
      version: '',
      endpoint,
      epoch: { bootId: '', pid: 1, startTime: 0 },
      status: 'ok',
    },
    windows: { [newStableId('w', call.entropy)]: window },
    tabs: Object.fromEntries(entries.map(({ tab, pane, line }) => [tab, tabOf(pane, line)])),
    panes: Object.fromEntries(entries.map(({ pane, line }) => [pane, paneOf(line)])),
    contents: new Map(),
    problems,
  };
}

function tabOf(pane: string, { argv: [command = ''] }: ResumeLine): Tab {
  return {
    ref: '@0',
    name: command,
    isNamedByUser: false,
    size: SIZE,
    layout: { type: 'leaf', pane },
    activePane: pane,
  };
}

function paneOf({ directory, argv }: ResumeLine): CapturedPane {
  return {
    ref: '%0',
    title: '',
    size: SIZE,
    cwd: { path: directory, source: 'launch' },
    isMarked: false,
    isAlternateScreen: false,
    processes: {
      root: { argv: [userShell()], cwd: directory },
      foreground: { argv, cwd: directory },
      isWaiting: true,
    },
    holdsCaller: false,
    pids: [],
  };
}
