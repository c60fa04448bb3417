import type { PlannedAction, PlanView } from '../protocol/answers.ts';
import { alignColumns } from './text/columns.ts';
import { countOf } from './text/counts.ts';
import type { Page, Style } from './text/page.ts';
import { printable } from './text/printable.ts';

/** The steps of a plan and, unless there are none, the command line that takes them. */
export function planLines(plan: PlanView, apply: string, page: Page): readonly string[] {
  if (plan.actions.length === 0) return ['Nothing to do: everything is there already'];
  const rows = plan.actions.map(({ action, name, host, detail, remark }) => [
    { text: verbOf(action), style: styleOf(action) },
    name,
    remark === undefined ? detail : `${detail} (${remark})`,
    { text: host, style: 'dim' as const },
  ]);
  return [
    ...alignColumns(page, [{}, { style: 'bold' }, {}, {}], rows),
    '',
    `Plan ${printable(plan.hash)}: ${countOf(plan.actions.length, 'step')}; nothing was done yet`,
    `Apply exactly this: ${apply}`,
  ];
}

/** "open-window" → "open window". */
function verbOf(action: PlannedAction['action']): string {
  return action.replace('-', ' ');
}

function styleOf(action: PlannedAction['action']): Style {
  if (action.startsWith('close')) return 'red';
  return action.startsWith('open') ? 'green' : 'cyan';
}
