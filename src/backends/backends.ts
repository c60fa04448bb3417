import type { Backend } from './backend.ts';
import { kitty } from './kitty/kitty.ts';
import { tmux } from './tmux/tmux.ts';

/** Every kind of host that stet speaks to. */
export const backends: readonly Backend[] = [tmux, kitty];
