import type { Capabilities } from '../capabilities.ts';

export const can: Capabilities = {
  scrollback: true,
  stableIds: true,
  linkedTabs: true,
  startsHost: true,
};
