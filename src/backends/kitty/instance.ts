import type { ProcessEpoch } from '../../os/epoch.ts';
import type { Patience } from './patience.ts';

/** One way into a running kitty, best first: where it listens, and what it understands there. */
export type Way =
  | { readonly kind: 'remote-control'; readonly socket: string }
  | { readonly kind: 'service'; readonly socket: string };

/** One kitty process of this user. */
export interface Instance {
  /** The socket that it is best reached by, or `pid:` and its pid when there is none. */
  readonly address: string;
  readonly pid: number;
  readonly epoch: ProcessEpoch;
  readonly ways: readonly Way[];
  /** The processes of its windows: to read what each was started with is for those who need it. */
  readonly children: () => Promise<readonly InstanceChild[]>;
  readonly patience: Patience;
}

/** The process of one of kitty's windows, as /proc shows it. */
export interface InstanceChild {
  readonly pid: number;
  readonly window: number;
  readonly environment: ReadonlyMap<string, string>;
}
