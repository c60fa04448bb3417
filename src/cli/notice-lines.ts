import type { Notice } from '../protocol/answers.ts';
import type { Page } from './text/page.ts';
import { printable } from './text/printable.ts';

/** What did not go as asked, each with its way out. */
export function noticeLines(notices: readonly Notice[], { paint }: Page): readonly string[] {
  return notices.flatMap(({ message, subject, fix }) => {
    const about = subject === undefined || message.includes(subject) ? '' : ` (${subject})`;
    return [
      `${paint('yellow', 'note:')} ${printable(message + about)}`,
      ...(fix === undefined ? [] : [`      ${printable(fix)}`]),
    ];
  });
}
