import { emacs } from './emacs/program.ts';
import { follow } from './follow/program.ts';
import { monitor } from './monitor/program.ts';
import { pager } from './pager/program.ts';
import type { Program } from './program.ts';
import { ssh } from './ssh/program.ts';
import { vim } from './vim/program.ts';

/** Every program that stet knows more about than its words. */
export const programs: readonly Program[] = [vim, emacs, ssh, monitor, pager, follow];
