import type { SessionOperations } from '../sessions.ts';
import type { House } from '../core/house.ts';
import { endSession, sendSignal } from '../core/kill.ts';
import type { Session } from '../core/session.ts';
import { execute } from '../exec/execute.ts';
import { paste } from '../input/paste.ts';
import { click, scroll } from '../input/point.ts';
import { pressKeys } from '../input/press-keys.ts';
import { resize } from '../input/resize.ts';
import { submit } from '../input/submit.ts';
import { typeText } from '../input/type-text.ts';
import { snapshot } from '../show/snapshot.ts';
import { summarize } from '../status/list.ts';
import { readOutput } from '../status/output.ts';
import { readStatus } from '../status/status.ts';
import { waitFor } from '../wait/wait.ts';
import type { Hosting } from './hosting.ts';
import { spawnSession } from './spawn-session.ts';

/** One function for every method that is asked of sessions. */
export function sessionOperations(house: House, hosting: Hosting): SessionOperations {
  const { table, now } = house;
  const running = (wanted: string): Session => used(house, table.findRunning(wanted));
  const known = (wanted: string): Session => used(house, table.find(wanted));
  return {
    'session.spawn': async (params) => spawnSession(house, hosting, params),
    'session.list': async () => ({
      sessions: await Promise.all(table.live.map((session) => summarize(session, now()))),
    }),
    'session.status': async ({ session }) => readStatus(known(session), now()),
    'session.snapshot': async (params, call) => {
      const found = known(params.session);
      if (params.scrollback !== undefined) await house.lateLines.all(found, call);
      return snapshot(found, params, call);
    },
    'session.output': async ({ session, ansi, since }) =>
      readOutput(known(session), { isRaw: ansi, since }),
    'session.wait': async (params, call) => waitFor(known(params.session), params, call),
    'session.type': async ({ session, text }) => {
      const found = running(session);
      await typeText(house, found, text);
      return done(found);
    },
    'session.key': async (params, { signal }) => {
      const found = running(params.session);
      await pressKeys(house, found, { ...params, signal });
      return done(found);
    },
    'session.paste': async ({ session, text }) => {
      const found = running(session);
      return { ...done(found), bracketed: await paste(house, found, text) };
    },
    'session.submit': async (params, { signal }) => {
      const found = running(params.session);
      return { ...done(found), outcome: await submit(house, found, { ...params, signal }) };
    },
    'session.click': async (params) => {
      const found = running(params.session);
      return { ...done(found), ...(await click(house, found, params)) };
    },
    'session.scroll': async (params) => {
      const found = running(params.session);
      await scroll(house, found, params);
      return done(found);
    },
    'session.resize': async ({ session, size }, { signal }) => {
      const found = running(session);
      await resize(house, found, { size, signal });
      return { ...done(found), size };
    },
    'session.exec': async (params, call) => execute(house, running(params.session), params, call),
    'session.kill': async ({ session, signal: name }, { signal }) => {
      const found = running(session);
      if (name !== '') {
        await sendSignal(house, found, name);
        return done(found);
      }
      await endSession(house, found, { signal });
      return { ...done(found), ...(found.ending !== undefined && { exit: found.ending }) };
    },
    'session.record': async ({ session, file }) => {
      const found = running(session);
      await hosting.recordings.record(found, file);
      return { ...done(found), file: found.recording?.path ?? null };
    },
  };
}

/** Remembers that a session was asked for: the next call without a name is meant for it. */
function used({ table, now }: House, session: Session): Session {
  const latest = table.lastUsed?.lastUsedAt ?? 0;
  session.lastUsedAt = Math.max(now(), latest + 1);
  return session;
}

function done({ id, name }: Session): { session: { id: string; name: string } } {
  return { session: { id, name } };
}
