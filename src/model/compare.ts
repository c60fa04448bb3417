import { type Comparable, type Fact, type FactKind, placeNames } from './facts.ts';

/** A difference between two arrangements. */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly level: Fact['level'];
  readonly id: string;
  readonly name: string;
  /** Which fact of it changed, began or ended; empty when the whole of it came or went. */
  readonly fact: string;
  readonly before: string;
  readonly after: string;
}

/** How much of the facts before is still so, by kind. */
export interface Tally {
  readonly kept: number;
  readonly total: number;
  readonly kinds: readonly KindTally[];
}

export interface KindTally {
  readonly kind: FactKind;
  readonly kept: number;
  readonly total: number;
  readonly lost: readonly LostFact[];
}

export interface LostFact {
  readonly id: string;
  /** The place of what lost it, as a person says it. */
  readonly subject: string;
  readonly before: string;
  /** '' when there is none. */
  readonly after: string;
}

/** One side of a comparison. */
export interface Side {
  readonly arrangement: Comparable;
  readonly facts: readonly Fact[];
}

/** Facts that begin and end; of any other kind, one that only one side has (contents nobody read) says nothing. */
const PASSING: ReadonlySet<FactKind> = new Set([
  'window group',
  'window directory',
  'pane name',
  'attached session',
  'conversation',
]);

/** What came, went and changed: windows, tabs, panes, and single facts about those that stayed. */
export function differences(before: Side, after: Side): readonly Difference[] {
  const names = new Map([...placeNames(after.arrangement), ...placeNames(before.arrangement)]);
  const [was, is] = [levelsOf(before), levelsOf(after)];
  const whole = (kind: 'added' | 'removed', id: string, level: Fact['level']): Difference => ({
    kind,
    level,
    id,
    name: names.get(id) ?? id,
    fact: '',
    before: '',
    after: '',
  });
  return [
    ...[...was].filter(([id]) => !is.has(id)).map(([id, level]) => whole('removed', id, level)),
    ...[...is].filter(([id]) => !was.has(id)).map(([id, level]) => whole('added', id, level)),
    ...changedFacts(before, after, names),
    ...oneSided('removed', before, { other: after, names }),
    ...oneSided('added', after, { other: before, names }),
  ];
}

/** Scores `after` against `before`; what is new in `after` counts neither way. */
export function tally(before: Side, after: Side): Tally {
  const values = valuesOf(after);
  const names = placeNames(before.arrangement);
  const kinds = new Map<FactKind, { kept: number; total: number; lost: LostFact[] }>();
  for (const fact of before.facts) {
    const own = kinds.get(fact.kind) ?? { kept: 0, total: 0, lost: [] };
    kinds.set(fact.kind, own);
    own.total += 1;
    const found = values.get(keyOf(fact));
    if (found === fact.value) own.kept += 1;
    else
      own.lost.push({
        id: fact.id,
        subject: names.get(fact.id) ?? fact.id,
        before: fact.value,
        after: found ?? '',
      });
  }
  const tallies = [...kinds].map(([kind, own]) => ({ kind, ...own }));
  return {
    kept: tallies.reduce((sum, { kept }) => sum + kept, 0),
    total: tallies.reduce((sum, { total }) => sum + total, 0),
    kinds: tallies,
  };
}

function changedFacts(
  before: Side,
  after: Side,
  names: ReadonlyMap<string, string>,
): readonly Difference[] {
  const values = valuesOf(after);
  return before.facts.flatMap((fact) => {
    const found = values.get(keyOf(fact));
    if (found === undefined || found === fact.value) return [];
    const { level, id, kind, value } = fact;
    return [
      {
        kind: 'changed',
        level,
        id,
        name: names.get(id) ?? id,
        fact: kind,
        before: value,
        after: found,
      },
    ];
  });
}

/** Facts about what stayed that only `side` has: a group was made, a conversation ended. */
function oneSided(
  kind: 'added' | 'removed',
  side: Side,
  { other, names }: { readonly other: Side; readonly names: ReadonlyMap<string, string> },
): readonly Difference[] {
  const [values, levels] = [valuesOf(other), levelsOf(other)];
  return side.facts
    .filter((fact) => PASSING.has(fact.kind) && levels.has(fact.id) && !values.has(keyOf(fact)))
    .map(({ level, id, kind: fact, value }) => ({
      kind,
      level,
      id,
      name: names.get(id) ?? id,
      fact,
      before: kind === 'removed' ? value : '',
      after: kind === 'added' ? value : '',
    }));
}

function valuesOf({ facts }: Side): ReadonlyMap<string, string> {
  return new Map(facts.map((fact) => [keyOf(fact), fact.value]));
}

function keyOf({ kind, id }: Fact): string {
  return `${id} ${kind}`;
}

function levelsOf({ arrangement }: Side): ReadonlyMap<string, Fact['level']> {
  const levels = new Map<string, Fact['level']>();
  for (const id of Object.keys(arrangement.windows)) levels.set(id, 'window');
  for (const id of Object.keys(arrangement.tabs)) levels.set(id, 'tab');
  for (const id of Object.keys(arrangement.panes)) levels.set(id, 'pane');
  return levels;
}
