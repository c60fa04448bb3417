import type { Backend } from '../backend.ts';
import { attachArgv } from './clients.ts';
import { can } from './can.ts';
import { capture } from './capture.ts';
import { discover } from './discover.ts';
import { noteResumes } from './note-resumes.ts';
import { resumeNotes } from './notes/resume-notes.ts';
import { close, restore } from './restore.ts';

/** tmux 3.2 and newer: sessions are windows, windows are tabs. */
export const tmux: Backend = {
  kind: 'tmux',
  can,
  discover,
  capture,
  restore,
  close,
  attachArgv,
  noteResumes,
  formats: [resumeNotes],
};
