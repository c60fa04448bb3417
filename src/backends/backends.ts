import type { Hosted } from '../sessions/hosted.ts';
import type { Backend } from './backend.ts';
import { native } from './native/native.ts';
import { tmux } from './tmux/tmux.ts';

/** Every kind of host that stet speaks to; without `hosted` its own sessions are out of reach. */
export function backendsWith(hosted?: Hosted): readonly Backend[] {
  return [tmux, native(hosted)];
}
