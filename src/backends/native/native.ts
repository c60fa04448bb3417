import type { Hosted } from '../../sessions/hosted.ts';
import type { Backend } from '../backend.ts';
import { capture, ENDPOINT } from './capture.ts';
import { close } from './close.ts';
import { reachable } from './reachable.ts';
import { restore } from './restore.ts';

/** The sessions that stet hosts itself; without `hosted` they can be planned for, not reached. */
export function native(hosted: Hosted | undefined): Backend {
  return {
    kind: 'native',
    can: {
      scrollback: true,
      startsHost: true,
      worksHere: hosted !== undefined,
      namesAreUnique: true,
    },
    discover: async () => (hosted === undefined ? [] : [{ address: ENDPOINT }]),
    capture: async (_, request, call) => capture(reachable(hosted), request, call),
    restore: async (job, call) => restore(reachable(hosted), job, call),
    close: async (job) => close(reachable(hosted), job),
  };
}
