import type { History } from '../history/history.ts';
import type { TerminalSize } from '../terminal.ts';
import type { Screen } from './screen.ts';

/** Gives both screens another size. */
export function resizeScreen(_screen: Screen, _history: History, _size: TerminalSize): void {}
