import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where checkpoints live: `$XDG_STATE_HOME/stet`, by default `~/.local/state/stet`. */
export function stateFolder(env: Environment): string {
  return join(baseFolder(env, 'XDG_STATE_HOME', '.local/state'), 'stet');
}

/** The user's settings: `$XDG_CONFIG_HOME/stet/config.json`, by default under `~/.config`. */
export function configFile(env: Environment): string {
  return join(baseFolder(env, 'XDG_CONFIG_HOME', '.config'), 'stet', 'config.json');
}

/** What can be made again at any time: `$XDG_CACHE_HOME/stet/code`, by default under `~/.cache`. */
export function codeFolder(env: Environment): string {
  return join(baseFolder(env, 'XDG_CACHE_HOME', '.cache'), 'stet', 'code');
}

/** A relative path counts as unset (XDG Base Directory Specification 0.8). */
function baseFolder(env: Environment, variable: string, fallback: string): string {
  const given = env[variable] ?? '';
  if (isAbsolute(given)) return given;
  const home = env['HOME'] ?? '';
  return join(isAbsolute(home) ? home : homedir(), fallback);
}
