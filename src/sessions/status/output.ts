import { StetError } from '../../base/errors.ts';
import type { OutputResult, Retention } from '../../protocol/session-answers.ts';
import { openTerminal } from '../../term/open-terminal.ts';
import { renderText } from '../../term/render-text.ts';
import type { OutputRing } from '../core/output-ring.ts';
import type { Session } from '../core/session.ts';
import { screenLines } from '../core/screen-text.ts';

/** Which output is asked for. */
export interface OutputWish {
  /** The very bytes, not the text that they draw. */
  readonly isRaw: boolean;
  /** The `next` of an earlier answer; empty: all that is kept. */
  readonly since: string;
}

/** What a session wrote, as far as it is kept. @throws StetError REVISION_UNKNOWN */
export function readOutput(session: Session, { isRaw, since }: OutputWish): OutputResult {
  const bytes = session.ring.read(readOffset(session.ring, since));
  return {
    ...retentionOf(session.ring),
    format: isRaw ? 'ansi' : 'text',
    content: isRaw ? Buffer.from(bytes).toString('base64') : renderedText(session, bytes),
    next: String(session.ring.accounting.total),
  };
}

/** Every byte is counted, the newest are kept. */
export function retentionOf({ accounting }: OutputRing): Retention {
  return {
    total_bytes: accounting.total,
    retained_bytes: accounting.retained,
    dropped_bytes: accounting.dropped,
    truncated: accounting.dropped > 0,
  };
}

/** The offset that an earlier answer ended at. @throws StetError REVISION_UNKNOWN */
export function readOffset({ accounting }: OutputRing, since: string): number {
  if (since === '') return 0;
  const offset = Number(since);
  if (/^\d+$/.test(since) && offset <= accounting.total) return offset;
  throw new StetError('REVISION_UNKNOWN', `No output ended at ${JSON.stringify(since)}`, {
    hint: 'Give the `next` of an earlier answer, or leave out --since',
  });
}

/** The bytes as a terminal of the session's size shows them: every line that it drew, in order. */
function renderedText({ terminal, facts }: Session, bytes: Uint8Array): string {
  const drawn = openTerminal({ size: terminal.size }, facts.engine);
  drawn.write(bytes);
  const { firstLine, nextLine } = drawn.history;
  const above = drawn.history.lines(firstLine, nextLine).filter((line) => line !== undefined);
  return renderText([...above, ...screenLines(drawn)]).replace(/\n+$/, '\n');
}
