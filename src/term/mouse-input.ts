import type { TerminalModes } from './modes.ts';
import type { TerminalSize } from './terminal.ts';

export type MouseButton =
  | 'left'
  | 'middle'
  | 'right'
  | 'back'
  | 'forward'
  | 'button-10'
  | 'button-11';

export type WheelDirection = 'up' | 'down' | 'left' | 'right';

/** Something that a user does with the mouse over one cell. */
export type MouseInput = MousePlace &
  (
    | { readonly type: 'press' | 'release'; readonly button: MouseButton }
    /** `held`: the button of a drag; none while the mouse only moves. */
    | { readonly type: 'move'; readonly held?: MouseButton }
    /** One notch of the wheel. */
    | { readonly type: 'wheel'; readonly direction: WheelDirection }
  );

interface MousePlace {
  /** From the top, counted from 0. */
  readonly row: number;
  /** From the left, counted from 0. */
  readonly column: number;
  /** Sum of shift 1, alt 2 and ctrl 4; no encoding knows another. Default 0. */
  readonly modifiers?: number;
}

/** What must be known of a terminal to send it mouse input. */
export interface MouseTarget {
  readonly modes: TerminalModes;
  readonly size: TerminalSize;
  /** Size of a cell, as programs are told that ask. */
  readonly cellPixels: { readonly width: number; readonly height: number };
}
