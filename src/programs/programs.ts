import { devServer } from './dev-server/program.ts';
import { editor } from './editor/program.ts';
import { emacs } from './emacs/program.ts';
import { follow } from './follow/program.ts';
import { monitor } from './monitor/program.ts';
import { mosh } from './mosh/program.ts';
import { pager } from './pager/program.ts';
import type { Program } from './program.ts';
import { repl } from './repl/program.ts';
import { ssh } from './ssh/program.ts';
import { vim } from './vim/program.ts';

/** Every program that stet knows more about than its words. */
export const programs: readonly Program[] = [
  vim,
  emacs,
  editor,
  ssh,
  mosh,
  monitor,
  pager,
  follow,
  repl,
  devServer,
];
