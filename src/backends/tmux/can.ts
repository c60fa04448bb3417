import type { Capabilities } from '../capabilities.ts';

export const can: Capabilities = {
  scrollback: true,
  startsHost: true,
  worksHere: true,
  namesAreUnique: true,
};
