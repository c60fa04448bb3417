import type { Diagnosis, WaitResult } from '../../protocol/session-answers.ts';
import type { Page } from '../text/page.ts';
import { printable } from '../text/printable.ts';
import { shellWord } from '../text/shell-word.ts';
import { exitText } from './exit-text.ts';
import { duration } from './session-lines.ts';

/** What a wait found, or why it did not, for people. */
export function waitLines(waited: WaitResult, page: Page): readonly string[] {
  const took = `after ${duration(waited.elapsed_ms)}`;
  if (waited.found) {
    const what = waited.matched_text === null ? '' : ` ${JSON.stringify(waited.matched_text)}`;
    const where = waited.row === null ? '' : ` in row ${waited.row}`;
    return [printable(`Found${what}${where} ${took}`)];
  }
  const { exit, diagnosis } = waited;
  const ended = exit === undefined ? '' : `: the program ${exitText(exit)}`;
  return [
    page.paint('yellow', `Not found ${took}${ended}`),
    ...(diagnosis === undefined ? [] : diagnosisLines(diagnosis, page)),
  ];
}

function diagnosisLines(diagnosis: Diagnosis, page: Page): readonly string[] {
  const { foreground, tty, unanswered, screen } = diagnosis;
  const queries = unanswered.map(({ query, count }) => `${query} ×${count}`).join(', ');
  const facts = [
    `last output ${duration(diagnosis.last_output_ms)} ago`,
    ...(foreground === undefined
      ? []
      : [`${foreground.argv.map(shellWord).join(' ')} (${foreground.pid}) is ${foreground.state}`]),
    ...(tty.length === 0 ? [] : [`terminal: ${tty.join(', ')}`]),
    ...(unanswered.length === 0 ? [] : [`asked in vain: ${queries}`]),
  ];
  const rows = screen
    .trimEnd()
    .split('\n')
    .map((row) => `  │ ${printable(row)}`);
  return [...facts.map((fact) => page.paint('dim', `  ${printable(fact)}`)), ...rows];
}
