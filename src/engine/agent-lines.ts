import type { Pane } from '../model/checkpoint.ts';
import { plainText } from '../model/saved-line.ts';

/**
 * The saved lines of a pane up to where its agent was started: the agent shows its conversation
 * itself when it is resumed. Without that line, all of them.
 */
export function beforeAgent(
  lines: readonly string[],
  { program, isAlternateScreen }: Pane,
): readonly string[] {
  if (program === undefined || isAlternateScreen) return lines;
  const command = program.name.replaceAll(/[^\w-]/g, '');
  const start = new RegExp(`^(.*[$#%>❯➜»] |\\[stet\\] )(\\S+/)?${command}( .*)?$`);
  const at = lines.findLastIndex((line) => start.test(plainText(line)));
  return at === -1 ? lines : [...lines.slice(0, at), `[stet] ${command} was here`];
}
