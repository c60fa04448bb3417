import type { Facts } from './tmux-facts.ts';

/** How much of one kind of fact came back. */
export interface KeptKind {
  readonly kind: string;
  readonly kept: number;
  readonly total: number;
  /** `place: before -> after`, one for each fact that did not. */
  readonly lost: readonly string[];
}

/** Scores the facts after against those before, by kind. */
export function keptKinds(before: Facts, after: Facts): readonly KeptKind[] {
  const kinds = new Map<string, { kept: number; total: number; lost: string[] }>();
  for (const [key, value] of before) {
    const [place = '', kind = ''] = key.split('|');
    const own = kinds.get(kind) ?? { kept: 0, total: 0, lost: [] };
    kinds.set(kind, own);
    own.total += 1;
    if (after.get(key) === value) own.kept += 1;
    else own.lost.push(`${place}: ${cut(value)} -> ${cut(after.get(key) ?? 'nothing')}`);
  }
  return [...kinds].map(([kind, own]) => ({ kind, ...own }));
}

/** The table that a test prints: every kind, and what is missing of it. */
export function keptTable(kinds: readonly KeptKind[]): string {
  const whole = kinds.filter(({ kept, total }) => kept === total).length;
  const sum = (count: (kind: KeptKind) => number): number =>
    kinds.reduce((total, kind) => total + count(kind), 0);
  return [
    `kept ${sum(({ kept }) => kept)} of ${sum(({ total }) => total)} facts, ${whole} of ${kinds.length} kinds whole`,
    ...kinds.flatMap(({ kind, kept, total, lost }) => [
      `${kept === total ? 'OK  ' : 'LOST'} ${kind.padEnd(11)} ${kept}/${total}`,
      ...lost.slice(0, 2).map((line) => `       ${line}`),
    ]),
  ].join('\n');
}

function cut(value: string): string {
  return value.length > 120 ? `${value.slice(0, 120)}…` : value;
}
