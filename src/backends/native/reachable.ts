import { StetError } from '../../base/errors.ts';
import type { Hosted } from '../../sessions/hosted.ts';

/** @throws StetError DAEMON_NEEDED where no daemon runs */
export function reachable(hosted: Hosted | undefined): Hosted {
  if (hosted !== undefined) return hosted;
  throw new StetError('DAEMON_NEEDED', 'Cannot reach sessions without the daemon');
}
