import { StetError } from '../../base/errors.ts';
import { newStableId } from '../../model/ids.ts';
import { findProgram } from '../../pty/find-program.ts';
import type { PtyStart } from '../../pty/holder.ts';
import { encodeFacts } from '../core/kept-state.ts';
import type { SessionFacts } from '../core/kept-state.ts';
import type { House } from '../core/house.ts';
import { Session } from '../core/session.ts';
import { sessionEnvironment, withVariables } from './environment.ts';
import { integrateShell, removeIntegration } from './shell-integration.ts';
import type { Start } from './start.ts';

/** Starts a program in a session of its own. @throws StetError SPAWN_FAILED, SESSION_LIMIT */
export async function startSession(house: House, start: Start): Promise<Session> {
  refuseTooMuch(house, start);
  const env = sessionEnvironment(start.env, start);
  const file = await findProgram({ argv: start.argv, cwd: start.cwd, env });
  const shell = integrateShell(house, start);
  const facts = factsOf(start, env, shell.nonce);
  const size = { columns: start.size.cols, rows: start.size.rows };
  const { pid } = await spawnOrSweep(house, start.id, {
    file,
    argv: shell.argv,
    cwd: start.cwd,
    env: withVariables(env, shell.env),
    size,
    about: encodeFacts(facts),
  });
  const session = new Session({
    ...house,
    facts,
    pid,
    size,
    state: new Uint8Array(),
    keptTo: 0,
    answeredTo: 0,
    lines: start.lines,
    awaited: start.awaited,
    title: start.title,
  });
  if (start.lines.length > 0 || start.title !== '') session.keeper.keep();
  return session;
}

async function spawnOrSweep(
  { holder, folder }: House,
  id: string,
  start: PtyStart,
): Promise<{ readonly pid: number }> {
  try {
    return await holder.spawn(id, start);
  } catch (failure) {
    removeIntegration(folder, id);
    throw failure;
  }
}

/** A stable id for a session. */
export function newSessionId(house: House): string {
  return newStableId('p', house.entropy);
}

function factsOf(start: Start, env: readonly string[], nonce: string): SessionFacts {
  return {
    id: start.id,
    name: start.name,
    argv: [...start.shownArgv],
    cwd: start.cwd,
    env: [...env],
    createdAt: start.createdAt,
    retainBytes: start.retainBytes,
    nonce,
    engine: start.engine,
  };
}

function refuseTooMuch({ table, limits }: House, start: Start): void {
  // The one that is being started counts already.
  if (table.runningCount > limits.sessions) {
    throw new StetError('SESSION_LIMIT', `Cannot run more than ${limits.sessions} sessions`);
  }
  const kept = table.all.reduce((sum, { ring }) => sum + ring.capacity, 0);
  if (kept + start.retainBytes > limits.totalRetainBytes) {
    const message = `Cannot keep ${start.retainBytes} more bytes of output`;
    throw new StetError('SESSION_LIMIT', message, {
      hint: "Spawn it with a smaller --retain, or end a session with 'stet kill'",
    });
  }
}
