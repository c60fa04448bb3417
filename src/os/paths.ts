import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where checkpoints live: `$XDG_STATE_HOME/stet`, by default `~/.local/state/stet`. */
export function stateFolder(): string {
  return join(baseFolder('XDG_STATE_HOME', '.local/state'), 'stet');
}

/** The user's settings: `$XDG_CONFIG_HOME/stet/config.json`, by default under `~/.config`. */
export function configFile(): string {
  return join(baseFolder('XDG_CONFIG_HOME', '.config'), 'stet', 'config.json');
}

/** A relative path counts as unset (XDG Base Directory Specification 0.8). */
function baseFolder(variable: string, fallback: string): string {
  const given = process.env[variable] ?? '';
  return isAbsolute(given) ? given : join(homedir(), fallback);
}
