import type { Desk, Flag, Given } from '../command.ts';

/** Which session a command is about. */
export const sessionFlag: Flag = {
  name: 'session',
  short: 's',
  value: 'NAME',
  completion: 'session',
  text: 'The session, by name or id; by itself $STET_SESSION, else the one used last, else "default"',
};

/** The session that was named; empty when nobody named one. */
export function sessionOf({ values }: Given, { world }: Desk): string {
  return values('session').at(-1) ?? world.env['STET_SESSION'] ?? '';
}
