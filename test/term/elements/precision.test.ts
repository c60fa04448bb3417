import { expect, test } from 'vitest';
import {
  defaultKinds,
  type ElementKind,
  elementKinds,
  findElements,
} from '../../../src/term/find-elements.ts';
import { type LabelledScreen, labelledScreens, labelOf } from './labelled-screens.ts';

const LEAST_PRECISION = 0.98;
const LEAST_SCREENS = 60;
const screens = labelledScreens();

test('kinds that are on by default are right at least 98 times in 100', () => {
  const scores = elementKinds.map((kind) => scoreOf(kind, screens));
  process.stderr.write(`${tableOf(scores)}\n`);
  for (const label of scores.flatMap(({ wrong }) => wrong))
    process.stderr.write(`wrong: ${label}\n`);
  const good = scores.filter(({ right, found }) => right >= LEAST_PRECISION * found);
  expect(good.map(({ kind }) => kind)).toEqual(defaultKinds);
});

test('the labelled set is large enough and has every kind', () => {
  expect(screens.length).toBeGreaterThanOrEqual(LEAST_SCREENS);
  for (const kind of elementKinds) expect(scoreOf(kind, screens).found).toBeGreaterThan(10);
});

interface Score {
  readonly kind: ElementKind;
  readonly found: number;
  readonly right: number;
  readonly missed: number;
  readonly wrong: readonly string[];
}

function scoreOf(kind: ElementKind, on: readonly LabelledScreen[]): Score {
  const score = { kind, found: 0, right: 0, missed: 0, wrong: Array.of<string>() };
  for (const { name, screen, labels } of on) {
    const found = findElements(screen, [kind]).map(labelOf);
    const expected = labels.filter((label) => label.startsWith(`${kind} `));
    const wrong = found.filter((label) => !expected.includes(label));
    score.found += found.length;
    score.right += found.length - wrong.length;
    score.missed += expected.filter((label) => !found.includes(label)).length;
    score.wrong.push(...wrong.map((label) => `${name}: ${label}`));
  }
  return score;
}

function tableOf(scores: readonly Score[]): string {
  const unseen = screens.filter(({ name }) => name.startsWith('latest-'));
  const head = `${screens.length} screens; the last ${unseen.length} were recorded when the rules were done
kind        found  right  precision  missed   of the last`;
  const rows = scores.map(({ kind, found, right, missed }) => {
    const last = scoreOf(kind, unseen);
    const columns = [found, right].map((count) => String(count).padStart(6)).join(' ');
    const percent = `${((100 * right) / found).toFixed(1)} %`.padStart(9);
    return `${kind.padEnd(10)} ${columns}  ${percent}  ${String(missed).padStart(6)}   ${last.right}/${last.found}`;
  });
  return [head, ...rows].join('\n');
}
