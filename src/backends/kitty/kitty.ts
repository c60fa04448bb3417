import type { Backend } from '../backend.ts';
import { can } from './can.ts';
import { capture } from './capture.ts';
import { enter } from './enter.ts';
import { hasClosed } from './has-closed.ts';
import { discover } from './discover.ts';
import { close, restore } from './restore.ts';
import { kittySession } from './session/format.ts';

/** kitty 0.26 and newer: OS windows are windows, tabs are tabs, windows are panes. */
export const kitty: Backend = {
  kind: 'kitty',
  can,
  discover,
  capture,
  hasClosed,
  restore,
  close,
  enter,
  formats: [kittySession],
};
