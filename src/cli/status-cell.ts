import type { Summary } from '../protocol/answers.ts';
import type { Cell } from './text/columns.ts';

/** "good", "suspect: shrink", "damaged: …" in a colour that fits. */
export function statusCell({ status, why }: Pick<Summary, 'status' | 'why'>): Cell {
  if (status === 'good') return { text: 'good', style: 'green' };
  const text = why === undefined ? status : `${status}: ${why}`;
  return { text, style: status === 'damaged' ? 'red' : 'yellow' };
}
