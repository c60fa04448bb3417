import type { Hosted } from '../sessions/hosted.ts';
import type { Backend } from './backend.ts';
import { kitty } from './kitty/kitty.ts';
import { native } from './native/native.ts';
import { tmux } from './tmux/tmux.ts';

/** Every kind of host that stet speaks to; without `hosted` its own sessions are out of reach. */
export function backendsWith(hosted?: Hosted): readonly Backend[] {
  return [tmux, kitty, native(hosted)];
}
