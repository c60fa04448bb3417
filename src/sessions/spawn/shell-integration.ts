import type { House } from '../core/house.ts';
import type { Start } from './spawn.ts';

/** How a program is really started, so that a shell tells about its prompt. */
export interface ShellStart {
  readonly argv: readonly string[];
  /** Variables that it gets beside its own. */
  readonly env: readonly string[];
  /** Guards what the shell says; empty for a program that is no shell that we know. */
  readonly nonce: string;
}

export async function integrateShell(_house: House, start: Start): Promise<ShellStart> {
  return { argv: start.argv, env: [], nonce: '' };
}
