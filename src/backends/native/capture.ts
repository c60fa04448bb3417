import { setImmediate as breathe } from 'node:timers/promises';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import type { HostedContents, HostedSession, Hosted } from '../../sessions/hosted.ts';
import type { CapturedContents, CaptureRequest, HostCapture } from '../backend.ts';
import { describePanes } from './describe-panes.ts';
import { describeTabs, describeWindows } from './describe-windows.ts';

/** There is one such host for a user, wherever its socket is. */
export const ENDPOINT = 'sessions';
const KEY = `native:${ENDPOINT}`;

/** Of the way in which sessions are recorded. */
const VERSION = '1';

/** Reads the sessions, how they are arranged, what runs in them and what is new in them. */
export async function capture(
  hosted: Hosted,
  request: CaptureRequest,
  call: Call,
): Promise<HostCapture> {
  const { epoch, arrangement, gone } = hosted;
  const sessions = await hosted.sessions();
  const panes = await describePanes(sessions, call);
  const alive = sessions.filter(({ id }) => id in panes);
  const tabs = describeTabs(arrangement, alive);
  return {
    key: KEY,
    host: { kind: 'native', version: VERSION, endpoint: ENDPOINT, epoch, status: 'ok' },
    windows: describeWindows(KEY, arrangement, tabs),
    tabs,
    panes,
    contents: await readContents(hosted, { ...request, sessions: alive }, call),
    problems: [],
    gone,
  };
}

type ContentsRequest = Pick<CaptureRequest, 'maxLines' | 'known'> & {
  readonly sessions: readonly HostedSession[];
};

async function readContents(
  hosted: Hosted,
  { maxLines, known, sessions }: ContentsRequest,
  call: Call,
): Promise<ReadonlyMap<string, CapturedContents>> {
  const contents = new Map<string, CapturedContents>();
  if (maxLines === 0) return contents;
  for (const session of sessions) {
    const settled = known?.(session.id);
    const run = runOf(session);
    const from = settled?.run === run ? settled.to : 0;
    const read = await hosted.contents(session.id, from, call.signal).catch(goneMeanwhile);
    if (read !== undefined) contents.set(session.id, captured(read, run));
    call.progress('reading sessions', contents.size, sessions.length);
    await breathe();
    call.signal.throwIfAborted();
  }
  return contents;
}

/** A session that came back has its id again, but not the same lines. */
function runOf({ pid, createdAt, contentsEpoch }: HostedSession): string {
  return `${createdAt} ${pid} ${contentsEpoch}`;
}

function captured(
  { firstLine, settledTo, above, atCursor }: HostedContents,
  run: string,
): CapturedContents {
  const numbering = { run, first: firstLine, settledTo };
  return { above, atCursor, dropped: 0, mode: 'full', numbering };
}

function goneMeanwhile(failure: unknown): undefined {
  if (!(failure instanceof StetError) || failure.code !== 'SESSION_NOT_FOUND') throw failure;
}
