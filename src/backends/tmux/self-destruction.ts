import type { Settings } from '../../model/checkpoint.ts';
import type { Creation, Opening } from './opening.ts';

/**
 * Two options end what no client is attached to: `destroy-unattached` a session, the moment any
 * client leaves, and `exit-unattached` the whole server. A restore has no client to offer.
 */
const OF_A_SESSION = 'destroy-unattached';
const OF_THE_SERVER = 'exit-unattached';

/** Tells what both are set to, and switches off what would end the sessions made next. */
export function disarming({ job }: Opening): Creation {
  const commands = [
    `show-options -gv ${OF_A_SESSION}`,
    `show-options -sv ${OF_THE_SERVER}`,
    `set-option -g ${OF_A_SESSION} off`,
    // A server that runs has its clients, or a reason of its own to stay.
    ...(job.isRunning ? [] : [`set-option -s ${OF_THE_SERVER} off`]),
  ];
  return { id: 'disarming', name: 'the server', command: commands.join('\n') };
}

/** Gives the user's value back for all other sessions; those just made are exempt from it. */
export async function rearm(opening: Opening, told: readonly string[] | undefined): Promise<void> {
  const [ofSessions = 'off', ofServer = 'off'] = told?.[0]?.split('\n') ?? [];
  if (ofServer !== 'off' && !opening.job.isRunning) noteServer(opening, ofServer);
  if (ofSessions === 'off') return;
  const exempt = opening.job.openWindows.flatMap((id) => {
    const ref = opening.refOf(id);
    if (ref === undefined) return [];
    noteSession(opening, id, ofSessions);
    return [`set-option -t "${ref}" ${OF_A_SESSION} off`];
  });
  await opening.script([...exempt, `set-option -g ${OF_A_SESSION} ${ofSessions}`]);
}

/** What was set on a session, except what would end it at once. */
export function withoutSelfDestruction(
  opening: Opening,
  id: string,
  settings: Settings | undefined,
): Settings | undefined {
  const { [OF_A_SESSION]: value = 'off', ...options } = settings?.options ?? {};
  if (settings === undefined || value === 'off') return settings;
  noteSession(opening, id, value);
  return { ...settings, options };
}

function noteSession({ job, approximated }: Opening, id: string, value: string): void {
  const isKnown = approximated.some(({ code, subject }) => code === LEFT_OUT && subject === id);
  // Where the session itself was exempt before, it is again, and nothing has changed.
  if (isKnown || job.windows[id]?.settings?.options[OF_A_SESSION] === 'off') return;
  approximated.push({
    code: LEFT_OUT,
    subject: id,
    message: `${OF_A_SESSION} is left out: no client is attached, so it would end the session`,
    fix: `Attach to the session and set it: tmux set-option ${OF_A_SESSION} ${value}`,
  });
}

function noteServer({ job, approximated }: Opening, value: string): void {
  approximated.push({
    code: LEFT_OUT,
    subject: `tmux:${job.address}`,
    message: `${OF_THE_SERVER} is off: no client is attached, so it would end the server`,
    fix: `Attach to a session and set it: tmux set-option -s ${OF_THE_SERVER} ${value}`,
  });
}

const LEFT_OUT = 'OPTION_LEFT_OUT';
