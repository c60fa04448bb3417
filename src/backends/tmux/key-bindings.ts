import type { Call } from '../../os/call.ts';
import { word } from './command-language.ts';
import type { Opening } from './opening.ts';
import { ask, type Question } from './run-script.ts';

/** Bindings as the commands that make them, by table and key. */
export type Bindings = Readonly<Record<string, string>>;

/**
 * The bindings that somebody has made. tmux does not tell them from its own, but its own have a
 * note in the table "prefix", and elsewhere there are only those of the mouse and of copy mode:
 * bindings there, and those that the user has given a note in "prefix", cannot be told apart.
 */
export const bindingsQuestion: Question<Bindings> = {
  commands: ['list-keys', 'list-keys -N -T prefix -P "noted "'],
  read: ([keys = '', notes = '']) => {
    const noted = new Set([...notes.matchAll(/^noted +(\S+)/gm)].map(([, key]) => key));
    const bindings: Record<string, string> = {};
    for (const [, repeats = '', table = '', key = '', command = ''] of keys.matchAll(BINDING)) {
      const isTmuxOwn =
        COPY_MODES.has(table) ||
        (table === 'prefix' && noted.has(key.replaceAll('\\', ''))) ||
        (table === 'prefix' && MENU_KEYS.has(key) && command.startsWith('display-menu')) ||
        (table === 'root' && MOUSE.test(key));
      if (isTmuxOwn) continue;
      bindings[`${table} ${key}`] = `bind-key ${repeats}-T ${table} ${key} ${command}`;
    }
    return bindings;
  },
};

const BINDING = /^bind-key +(-r )? *-T +(\S+) +(\S+) +(.+)$/gm;
/** Before 3.6 the two menus have no note. */
const MENU_KEYS = new Set(['<', '>']);
const COPY_MODES = new Set(['copy-mode', 'copy-mode-vi']);
const MOUSE = /^(?:[CMS]-)*(?:Mouse|Wheel|Double|Triple|Second)/;

/** Makes the saved bindings of a server that this restore has started; tmux.conf has the last word. */
export async function restoreBindings(opening: Opening, call: Call): Promise<void> {
  const { job } = opening;
  const saved = Object.entries(job.globals?.bindings ?? {});
  if (saved.length === 0) return;
  const answers = await ask({ socket: job.address }, new Map([['made', bindingsQuestion]]), call);
  const made = answers.get('made') ?? {};
  // As a word, so that one which this tmux cannot read does not take the others with it.
  const missing = saved.filter(([key]) => !Object.hasOwn(made, key));
  await opening.script(missing.map(([, command]) => `if-shell -F 1 ${word(command)}`));
}
