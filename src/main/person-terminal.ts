import type { PersonTerminal, TerminalListener } from '../cli/run-cli.ts';
import { GIVE_BACK, TAKE_OVER } from './terminal-manners.ts';

/** The terminal on stdin and stdout; undefined when one of them is none. */
export function personTerminal(): PersonTerminal | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return {
    get size() {
      return sizeOfOutput();
    },
    takeOver,
  };
}

function sizeOfOutput(): PersonTerminal['size'] {
  return { columns: process.stdout.columns, rows: process.stdout.rows };
}

function takeOver({ input, resized }: TerminalListener): Disposable {
  const { stdin, stdout } = process;
  const tellSize = (): void => resized(sizeOfOutput());
  const giveBack = (): void => {
    process.off('exit', giveBack);
    stdin.off('data', input).pause();
    stdout.off('resize', tellSize);
    stdin.setRawMode(false);
    stdout.write(GIVE_BACK);
  };
  // whatever ends this process but SIGKILL: writes to a terminal are synchronous
  process.on('exit', giveBack);
  stdout.write('\n'.repeat(stdout.rows) + TAKE_OVER);
  stdin.setRawMode(true);
  stdin.on('data', input).resume();
  stdout.on('resize', tellSize);
  return { [Symbol.dispose]: giveBack };
}
