import type { PrivateDisplay } from '../hosts/private-display.ts';
import { KittySandbox } from '../hosts/private-kitty.ts';
import type { MakeSeats } from './agent-lab.ts';
import { KITTY_SIZE, KittySeats } from './kitty-seats.ts';
import { NestedSeats } from './nested-seats.ts';
import { SessionSeats } from './session-seats.ts';
import { TmuxSeats } from './tmux-seats.ts';

export type HostName = 'tmux' | 'kitty' | 'nested' | 'sessions';

/** @param display where the kitties are */
export function seatsIn(host: HostName, display: PrivateDisplay): MakeSeats {
  const kitty = async ({ sandbox }: Parameters<MakeSeats>[0]): Promise<KittySandbox> =>
    KittySandbox.in(sandbox, display, KITTY_SIZE);
  switch (host) {
    case 'tmux':
      return (server) => new TmuxSeats(server);
    case 'kitty':
      return async (server) => new KittySeats(await kitty(server));
    case 'nested':
      return async (server) => new NestedSeats(new TmuxSeats(server), await kitty(server));
    case 'sessions':
      return ({ sandbox }) => new SessionSeats(sandbox);
  }
}
