import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../core/house.ts';
import { programName } from '../wait/shells.ts';
import { bashScript, fishScript, zshScript } from './shell-scripts.ts';
import type { Start } from './start.ts';
import { integrationFile } from '../without-integration.ts';
import { valueOf } from './environment.ts';

/** How a program is really started, so that a shell tells about its prompt. */
export interface ShellStart {
  readonly argv: readonly string[];
  /** Variables that it gets beside its own, or instead of them. */
  readonly env: readonly string[];
  /** Guards what the shell says; empty for a program that is no shell that we know. */
  readonly nonce: string;
}

const NONCE_BYTES = 12;
const plainFlags = new Set(['-i', '-l', '--login', '--interactive']);
const bashFlags = new Set([...plainFlags, '--norc', '--noprofile', '--noediting']);

/**
 * Has bash, zsh and fish mark their prompt, commands and output (OSC 133). The marks carry a nonce
 * that programs do not see: it stands in a private file, and then in variables of the shell that
 * are not exported. Shells that run a script or leave their start files out are left alone.
 */
export function integrateShell(house: House, start: Start): ShellStart {
  const nonce = Buffer.from(house.entropy(NONCE_BYTES)).toString('hex');
  const [file = '', ...args] = start.argv;
  const takes = (flags: ReadonlySet<string>): boolean => args.every((word) => flags.has(word));
  const place = { folder: house.folder, id: start.id, nonce };
  switch (programName(start.argv)) {
    case 'bash':
      return takes(bashFlags) ? bash(place, [file, ...args], start.env) : untouched(start);
    case 'zsh':
      return takes(plainFlags) ? zsh(place, start) : untouched(start);
    case 'fish':
      return takes(plainFlags) ? fish(place, [file, ...args]) : untouched(start);
    default:
      return untouched(start);
  }
}

/** Removes what a shell has read. */
export function removeIntegration(folder: string, id: string): void {
  rmSync(scriptPath({ folder, id }), { recursive: true, force: true });
}

interface Place {
  readonly folder: string;
  readonly id: string;
  readonly nonce: string;
}

function untouched({ argv }: Start): ShellStart {
  return { argv, env: [], nonce: '' };
}

/** Read in place of ~/.bashrc; where that would not be read, with the first prompt. */
function bash(place: Place, argv: readonly string[], env: readonly string[]): ShellStart {
  const path = scriptPath(place);
  const [file = '', ...args] = argv;
  const isPlain = args.every((word) => word === '-i' || word === '--interactive');
  writeFileSync(path, bashScript(place.nonce, isPlain), { mode: 0o600 });
  if (isPlain) return { argv: [file, '--rcfile', path, ...args], env: [], nonce: place.nonce };
  const own = valueOf(env, 'PROMPT_COMMAND');
  const command = `PROMPT_COMMAND=. ${quoted(path)}\n${own}`;
  return { argv, env: [command], nonce: place.nonce };
}

function zsh(place: Place, { argv, env }: Start): ShellStart {
  const folder = scriptPath(place);
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, '.zshenv'), zshScript(place.nonce), { mode: 0o600 });
  const own = valueOf(env, 'ZDOTDIR');
  const variables = [`ZDOTDIR=${folder}`, ...(own === '' ? [] : [`STET_EXEC_ZDOTDIR=${own}`])];
  return { argv, env: variables, nonce: place.nonce };
}

function fish(place: Place, [file = '', ...args]: readonly string[]): ShellStart {
  const path = scriptPath(place);
  writeFileSync(path, fishScript(place.nonce), { mode: 0o600 });
  return { argv: [file, '-C', `source ${quoted(path)}`, ...args], env: [], nonce: place.nonce };
}

function scriptPath({ folder, id }: Pick<Place, 'folder' | 'id'>): string {
  return join(folder, integrationFile(id));
}

/** One word for a shell. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
