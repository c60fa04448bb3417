import type { Fidelity, Report, ReportEntry, RestoreAnswer } from '../protocol/answers.ts';
import { alignColumns } from './text/columns.ts';
import { countOf } from './text/counts.ts';
import type { Page, Style } from './text/page.ts';
import { printable } from './text/printable.ts';

/** Whether something failed, or was left out for want of something; approximated is good enough. */
export function isPartial({ report }: RestoreAnswer): boolean {
  if (report === undefined) return false;
  return report.failed.length > 0 || report.skipped.some(({ because }) => because !== undefined);
}

/** What a restore did: what went otherwise than saved, the fidelity, one summary. */
export function restoreLines(answer: RestoreAnswer, page: Page): readonly string[] {
  const { plan, report, restore } = answer;
  if (report === undefined) return ['Nothing to do: everything is there already'];
  const undo = restore === undefined ? '' : `; take it back with "stet undo ${printable(restore)}"`;
  const isWhole = plan.actions.length === 0 && !isPartial(answer);
  const summary = isWhole
    ? 'Nothing to do: everything is there already'
    : `Restored ${summaryOf(report)}${undo}`;
  return [...detailLines(answer, page), summary];
}

/** What an undo did: in the same order, and nothing to take back. */
export function undoLines(answer: RestoreAnswer, page: Page): readonly string[] {
  const { report } = answer;
  if (report === undefined) return ['Nothing to do: all of it is undone already'];
  return [...detailLines(answer, page), `Undone: ${summaryOf(report)}`];
}

function detailLines({ report, fidelity }: RestoreAnswer, page: Page): readonly string[] {
  return [
    ...(report === undefined ? [] : problemLines(report, page)),
    ...(fidelity === undefined || fidelity.total === 0 ? [] : fidelityLines(fidelity, page)),
  ];
}

/** "34 of 37 kinds, 700 of 720 facts kept", with what was lost below it. */
function fidelityLines(fidelity: Fidelity, page: Page): readonly string[] {
  const whole = fidelity.kinds.filter(({ kept, total }) => kept === total).length;
  const lost = fidelity.kinds.flatMap(({ kind, lost: facts }) =>
    facts.map(({ subject, before, after }) => [
      { text: '  lost', style: 'yellow' as const },
      kind,
      subject,
      `${orNothing(before)} → ${orNothing(after)}`,
    ]),
  );
  return [
    `${whole} of ${countOf(fidelity.kinds.length, 'kind')}, ` +
      `${fidelity.kept} of ${countOf(fidelity.total, 'fact')} kept`,
    ...alignColumns(page, [{}, {}, { style: 'bold' }, {}], lost),
  ];
}

function orNothing(value: string): string {
  return value === '' ? 'nothing' : value;
}

function problemLines(report: Report, page: Page): readonly string[] {
  const sections: readonly (readonly [string, Style, readonly ReportEntry[]])[] = [
    ['approximated', 'yellow', report.approximated],
    ['skipped', 'yellow', report.skipped],
    ['failed', 'red', report.failed],
  ];
  const rows = sections.flatMap(([word, style, entries]) =>
    entries.flatMap((entry) => entryRows({ text: word, style }, entry)),
  );
  return alignColumns(page, [{}, { style: 'bold' }, {}], rows);
}

function entryRows(
  word: { readonly text: string; readonly style: Style },
  { level, name, because = '', message = because, fix }: ReportEntry,
): readonly (readonly (string | typeof word)[])[] {
  const way = fix === undefined ? [] : [['', '', { text: `→ ${fix}`, style: 'dim' as const }]];
  return [[word, `${level} ${name}`, message], ...way];
}

function summaryOf({ restored, approximated, skipped, failed }: Report): string {
  const opened = countLevels([...restored.filter((entry) => !isClosed(entry)), ...approximated]);
  const closed = countLevels(restored.filter(isClosed));
  const otherwise = [
    ...(approximated.length > 0 ? [`${approximated.length} approximated`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ];
  const all = [
    opened === '' ? 'nothing' : opened,
    ...(closed === '' ? [] : [`closed ${closed}`]),
  ].join('; ');
  return otherwise.length === 0 ? all : `${all} (${otherwise.join(', ')})`;
}

function isClosed({ because }: ReportEntry): boolean {
  return because === 'CLOSED';
}

function countLevels(entries: readonly ReportEntry[]): string {
  return (['host', 'window', 'tab', 'pane'] as const)
    .map((level) => ({ level, count: entries.filter((entry) => entry.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => countOf(count, level))
    .join(', ');
}
