import { setImmediate as breathe } from 'node:timers/promises';
import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import type { HostedContents, HostedSession, Hosted } from '../../sessions/hosted.ts';
import type { CapturedContents, CaptureRequest, HostCapture } from '../backend.ts';
import { describePanes } from './describe-panes.ts';
import { describeTabs, describeWindows } from './describe-windows.ts';
import { type LineWish, shareLines } from './share-lines.ts';
import { linesOfTexts } from '../output-lines.ts';

/** There is one such host for a user, wherever its socket is. */
export const ENDPOINT = 'sessions';
const KEY = `native:${ENDPOINT}`;

/** Of the way in which sessions are recorded. */
const VERSION = '1';

/** Reads what is new in the sessions, then how they are arranged and what runs in them. */
export async function capture(
  hosted: Hosted,
  request: CaptureRequest,
  call: Call,
): Promise<HostCapture> {
  return withStructure(hosted, await readContents(hosted, request, call), call);
}

interface Contents {
  readonly contents: ReadonlyMap<string, CapturedContents>;
  readonly leavesLines: boolean;
}

/** Contents take long to read; the structure is as it is when they have been. */
async function withStructure(hosted: Hosted, read: Contents, call: Call): Promise<HostCapture> {
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
    contents: new Map([...read.contents].filter(([id]) => id in panes)),
    problems: [],
    gone,
    leavesLines: read.leavesLines,
    refresh: async () => withStructure(hosted, read, call),
  };
}

async function readContents(
  hosted: Hosted,
  request: CaptureRequest,
  call: Call,
): Promise<Contents> {
  const contents = new Map<string, CapturedContents>();
  if (request.maxLines === 0) return { contents, leavesLines: false };
  const sessions = await hosted.sessions();
  const wishes = sessions.map((session) => wishOf(session, request));
  const { budgetLines = Infinity, catchesUp } = request;
  const { from, leavesLines } = shareLines(wishes, { budgetLines, catchesUp });
  for (const session of sessions) {
    const { id } = session;
    const { isPatient = false } = request;
    const how = { signal: call.signal, isPatient };
    const read = await hosted.contents(id, from.get(id) ?? 0, how).catch(goneMeanwhile);
    if (read !== undefined) contents.set(id, captured(read, session));
    call.progress('reading sessions', contents.size, sessions.length);
    await breathe();
    call.signal.throwIfAborted();
  }
  return { contents, leavesLines };
}

function wishOf(session: HostedSession, { known, maxLines }: CaptureRequest): LineWish {
  const { id, firstLine, settledTo: to, size } = session;
  const first = Math.max(firstLine, to - maxLines);
  const settled = known?.(id);
  if (settled?.run !== runOf(session))
    return { id, first, from: first, newFrom: first, to, hasGap: false };
  const from = Math.min(to, Math.max(first, settled.to));
  const newFrom = Math.min(to, Math.max(from, settled.seenTo));
  // The screen's lines count as well; there are no more of them than rows.
  const hasGap = settled.first > firstLine && to - settled.first + size.rows < maxLines;
  return { id, first, from, newFrom, to, hasGap };
}

/** A session that came back has its id again, but not the same lines. */
function runOf({ pid, createdAt, contentsEpoch }: HostedSession): string {
  return `${createdAt} ${pid} ${contentsEpoch}`;
}

function captured(
  { firstLine, settledTo, above, atCursor }: HostedContents,
  session: HostedSession,
): CapturedContents {
  const numbering = { run: runOf(session), oldest: session.firstLine, first: firstLine, settledTo };
  return {
    above: linesOfTexts(above),
    atCursor: linesOfTexts(atCursor),
    dropped: 0,
    mode: 'full',
    numbering,
  };
}

function goneMeanwhile(failure: unknown): undefined {
  if (!(failure instanceof StetError) || failure.code !== 'SESSION_NOT_FOUND') throw failure;
}
