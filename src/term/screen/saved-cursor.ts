import type { StyleParts } from './style-table.ts';

/** What DECSC keeps for DECRC: place, pending wrap, rendition, character sets, origin mode. */
export interface SavedCursor {
  readonly x: number;
  readonly y: number;
  readonly pendingWrap: boolean;
  readonly pen: StyleParts;
  readonly designated: readonly number[];
  readonly shift: number;
  readonly origin: boolean;
}
