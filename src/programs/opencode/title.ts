import type { Doubt, Probe, Sighting } from '../agent.ts';
import { wordAfter, YOUNG_MS } from '../probe-argv.ts';
import { readSessions, rootOf, type Session, type Sessions } from './sessions.ts';

const HOME_TITLE = 'OpenCode';
const SESSION_TITLE = /^OC \| (.+)$/s;

/**
 * The terminal's title names what is on the screen and follows every switch. It counts when the
 * database knows exactly one session by it. A title outlives its program: a young process may
 * not have set its own yet.
 */
export const titleProbe: Probe = async (view) => {
  const { process, title } = view;
  if ((process.environment.get('OPENCODE_DISABLE_TERMINAL_TITLE') ?? '') !== '') return undefined;
  const started = wordAfter(process.argv, ['-s', '--session']);
  const isYoung = process.ageMs < YOUNG_MS;
  if (title === HOME_TITLE) {
    if (isYoung) return undefined;
    return { id: '', certainty: 'exact-view', via: 'its title: the home screen' };
  }
  const shown = SESSION_TITLE.exec(title)?.[1];
  if (shown === undefined) return undefined;
  const sessions = await readSessions(process.environment, view.archive);
  if (sessions === undefined) return { doubt: 'its database cannot be read' };
  return decide(sessions.byShown.get(shown) ?? [], { sessions, started, isYoung });
};

interface Known {
  readonly sessions: Sessions;
  /** The session that it was started with. */
  readonly started: string | undefined;
  readonly isYoung: boolean;
}

function decide(
  matching: readonly Session[],
  { sessions, started, isYoung }: Known,
): Sighting | Doubt | undefined {
  const named = matching.find(({ id }) => id === started);
  if (named !== undefined && isYoung) {
    return { ...sightingOf(rootOf(named, sessions)), certainty: 'launch' };
  }
  const [only] = matching;
  if (only === undefined) return { doubt: 'no session of its database has its title' };
  if (matching.length > 1) return { doubt: `${matching.length} sessions have its title` };
  const root = rootOf(only, sessions);
  return isYoung ? { ...sightingOf(root), certainty: 'guess' } : sightingOf(root);
}

function sightingOf({ id, title }: Session): Sighting {
  return { id, title, certainty: 'unique', via: 'its title and its database' };
}
